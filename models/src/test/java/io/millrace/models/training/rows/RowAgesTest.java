package io.millrace.models.training.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RowAgesTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void aRowCountsHalfAfterAHalfLife() {
    RowAges.Sample sample = new RowAges.Sample();
    sample.add(10 * DAY, 1);
    sample.add(8 * DAY, 1);
    sample.add(6 * DAY, 1);
    RowAges ages = sample.ages(Duration.ofDays(2));
    // The newest of three rows at the 99.9 % quantile is the middle one; younger rows count as 1.
    double mean = 2.5 / 3;
    assertThat(ages.weight(10 * DAY, 1)).isEqualTo(1 / mean, within(1e-12));
    assertThat(ages.weight(8 * DAY, 1)).isEqualTo(1 / mean, within(1e-12));
    assertThat(ages.weight(6 * DAY, 1)).isEqualTo(0.5 / mean, within(1e-12));
  }

  @Test
  void oneClockGoneWrongDoesNotAgeTheOthers() {
    RowAges.Sample sample = new RowAges.Sample();
    for (int i = 0; i < 1001; i++) {
      sample.add(0, 1);
    }
    sample.add(10_000 * DAY, 1);
    assertThat(sample.ages(Duration.ofDays(1)).weight(0, 1)).isEqualTo(1, within(1e-6));
  }

  @Test
  void withoutHalfLifeOnlyWeightsCount() {
    RowAges.Sample sample = new RowAges.Sample();
    sample.add(0, 1);
    sample.add(DAY, 3);
    RowAges ages = sample.ages(null);
    assertThat(ages.weight(0, 1)).isEqualTo(0.5);
    assertThat(ages.weight(DAY, 3)).isEqualTo(1.5);
  }

  @Test
  void keepsABoundedNumberOfTimesOfAnyNumberOfRows() {
    RowAges.Sample sample = new RowAges.Sample();
    int rows = 5_000_000;
    for (int i = 0; i < rows; i++) {
      sample.add(i, i % 2 == 0 ? 1 : 3);
    }
    RowAges ages = sample.ages(Duration.ofMillis(rows));
    assertThat((double) ages.newest()).isEqualTo(0.999 * rows, within(0.001 * rows));
  }

  @Test
  void somethingHasToCount() {
    RowAges.Sample sample = new RowAges.Sample();
    sample.add(0, 0);
    assertThatThrownBy(() -> sample.ages(null))
        .hasMessage("weights: 0.0 over all training rows (expected: > 0)");
  }
}
