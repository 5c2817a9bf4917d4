package io.millrace.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;

class ImbalanceTest {
  @Test
  void isNothingWhereAllBucketsAreEquallyFull() {
    assertThat(Imbalance.of(numbers(5, 5, 5, 5))).isEqualTo(0, within(1e-12));
  }

  @Test
  void isOneWhereAllRowsAreInOneBucket() {
    assertThat(Imbalance.of(numbers(0, 7, 0))).isEqualTo(1, within(1e-12));
    assertThat(Imbalance.of(ReportFixtures.strings("only", "yes", 3))).isEqualTo(1);
  }

  @Test
  void isOneMinusTheShareOfTheGreatestEntropy() {
    // Entropy of 3/4 and 1/4 in bits: 0.811278; that of two equal shares: 1.
    assertThat(Imbalance.of(numbers(3, 1))).isEqualTo(1 - 0.811278, within(1e-6));
    assertThat(Imbalance.of(ReportFixtures.strings("flag", "Y", 3, "N", 1)))
        .isEqualTo(1 - 0.811278, within(1e-6));
  }

  @Test
  void isNothingWithoutValues() {
    assertThat(Imbalance.of(numbers())).isZero();
    assertThat(Imbalance.of(numbers(0, 0))).isZero();
  }

  private static FeatureNameStatistics numbers(double... counts) {
    Histogram.Builder histogram = Histogram.newBuilder().setType(Histogram.HistogramType.STANDARD);
    for (int i = 0; i < counts.length; i++) {
      histogram.addBuckets(ReportFixtures.bucket(i, i + 1, counts[i]));
    }
    FeatureNameStatistics.Builder feature = FeatureNameStatistics.newBuilder();
    feature.getNumStatsBuilder().addHistograms(histogram);
    return feature.build();
  }
}
