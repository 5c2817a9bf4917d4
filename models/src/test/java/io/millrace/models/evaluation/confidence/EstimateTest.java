package io.millrace.models.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
  // Means of 1, 2, 4, 7, 11 without each of them.
  private static final double[] WITHOUT_EACH = {6, 5.75, 5.25, 4.5, 3.5};

  @Test
  void jackknifesTheMeanAsItsTextbookError() {
    // For a mean and groups of one row the jackknife is sd / sqrt(n); t(0.975, 4) by scipy.
    Estimate mean = new Estimate(5, WITHOUT_EACH, Confidence.JACKKNIFE);
    assertThat(mean.standardError()).isCloseTo(1.816590212458495, within(1e-14));
    Interval interval = mean.interval();
    double half = 2.7764451051977934 * 1.816590212458495;
    assertThat(interval.lower()).isCloseTo(5 - half, within(1e-9));
    assertThat(interval.upper()).isCloseTo(5 + half, within(1e-9));
    assertThat(interval.level()).isEqualTo(0.95);
    assertThat(mean.upperBound(0.95))
        .isCloseTo(5 + 2.1318467863266495 * 1.816590212458495, within(1e-9));
  }

  @Test
  void takesTheDeviationOfBootstrapSamples() {
    Estimate estimate = new Estimate(2, new double[] {1, 2, 3, 6}, Confidence.BOOTSTRAP);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(14 / 3.0), within(1e-15));
  }

  @Test
  void pairsDifferences() {
    Estimate harder = new Estimate(15, shifted(WITHOUT_EACH, 10), Confidence.JACKKNIFE);
    Estimate difference = harder.minus(new Estimate(5, WITHOUT_EACH, Confidence.JACKKNIFE));
    assertThat(difference.value()).isEqualTo(10);
    assertThat(difference.standardError()).isCloseTo(0, within(1e-12));
  }

  @Test
  void hasNoIntervalWithoutResamplesOrWhereOneIsNotDefined() {
    assertThat(Estimate.of(3).intervalOrNull()).isNull();
    assertThat(
            new Estimate(3, new double[] {1, Double.NaN, 2}, Confidence.JACKKNIFE).intervalOrNull())
        .isNull();
    assertThat(Estimate.of(3).upperBound(0.95)).isNaN();
  }

  @Test
  void checksItsParameters() {
    assertThatThrownBy(() -> new Confidence(Resampling.JACKKNIFE, 1, 0.95))
        .hasMessage("replicates: 1 (expected: 2 or more)");
    assertThatThrownBy(() -> new Confidence(Resampling.JACKKNIFE, 20, 95))
        .hasMessage("level: 95.0 (expected: above 0.5, below 1)");
  }

  private static double[] shifted(double[] values, double by) {
    double[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += by;
    }
    return shifted;
  }
}
