package io.millrace.models.drift.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReferenceBandTest {

  /** Mean 0.9, squares 0.0026 of six, as of a population; NaN is not a chunk. */
  @Test
  void reachesThreeDeviations() {
    ReferenceBand band = band(0.88, 0.9, 0.92, 0.87, 0.93, Double.NaN, 0.9);
    assertThat(band.mean()).isCloseTo(0.9, within(1e-12));
    assertThat(band.lower()).isCloseTo(0.9 - 3 * Math.sqrt(0.0026 / 6), within(1e-12));
    assertThat(band.upper()).isCloseTo(0.9 + 3 * Math.sqrt(0.0026 / 6), within(1e-12));
    assertThat(band.chunks()).isEqualTo(6);
    assertThat(band.isAlarm(0.83)).isTrue();
    assertThat(band.isAlarm(0.85)).isFalse();
    assertThat(band.isAlarm(Double.NaN)).isFalse();
  }

  @Test
  void staysWithinTheMetricsRange() {
    assertThat(band(0.9, 1, 0.9, 1, 0.9, 1).upper()).isEqualTo(1);
  }

  @Test
  void isNotThereWithTooFewChunks() {
    assertThat(ReferenceBand.of(new double[] {1, 1, 1, 1, 1}, 0, 1)).isNull();
  }

  private static ReferenceBand band(double... values) {
    return Objects.requireNonNull(ReferenceBand.of(values, 0, 1));
  }
}
