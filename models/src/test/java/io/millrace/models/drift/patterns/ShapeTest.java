package io.millrace.models.drift.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeTest {

  /** From 2.5 on over two windows: an eighth of a half is 1/16, then 1/2, then the rest. */
  @Test
  void rampsHaveTheirMeanShares() {
    Shape ramp = new Shape(2.5, 2, false);
    assertThat(ramp.share(1)).isZero();
    assertThat(ramp.share(2)).isCloseTo(0.0625, within(1e-12));
    assertThat(ramp.share(3)).isCloseTo(0.5, within(1e-12));
    assertThat(ramp.share(4)).isCloseTo(0.9375, within(1e-12));
    assertThat(ramp.share(5)).isEqualTo(1);
    // The level moves by a half in window 3; a uniform spread of a half has the variance 1/48.
    assertThat(ramp.scatter(3)).isCloseTo(1 / 48.0, within(1e-12));
    assertThat(new Shape(2.5, 2, true).scatter(3)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void stepsFallWithinAWindow() {
    Shape step = new Shape(2.25, 0, false);
    assertThat(step.share(1)).isZero();
    assertThat(step.share(2)).isCloseTo(0.75, within(1e-12));
    assertThat(step.share(3)).isEqualTo(1);
    assertThat(step.scatter(2)).isCloseTo(0.1875, within(1e-12));
  }

  /** Mean 2, variance 2/3; pooled with (4, 4): of 1, 2, 3, 4, 4 mean 2.8 and variance 1.36. */
  @Test
  void windowsPool() {
    WindowStatistic one = WindowStatistic.of(7, 1, 2, 3);
    WindowStatistic two = WindowStatistic.of(9, 4, 4);
    assertThat(one.variance()).isCloseTo(2 / 3.0, within(1e-12));
    WindowStatistic both = WindowStatistic.pool(List.of(two, one));
    assertThat(both.start()).isEqualTo(7);
    assertThat(both.count()).isEqualTo(5);
    assertThat(both.mean()).isCloseTo(2.8, within(1e-12));
    assertThat(both.variance()).isCloseTo(1.36, within(1e-12));
  }

  /** Scores ln(0.8/0.2) and ln(0.2/0.8) but for smoothing; three of one and one of the other. */
  @Test
  void countsBecomeValues() {
    BinScores scores = BinScores.between(new long[] {2000, 8000}, new long[] {8000, 2000});
    WindowStatistic window = scores.statistic(5, new long[] {3, 1});
    assertThat(window.count()).isEqualTo(4);
    assertThat(window.mean()).isCloseTo(Math.log(4) / 2, within(1e-3));
    assertThat(window.variance()).isCloseTo(0.75 * Math.pow(Math.log(4), 2), within(1e-3));
  }

  @Test
  void countsAreFoundAgain() {
    long[] before = {500, 300, 200};
    long[] now = {210, 290, 500};
    Map<String, long[]> earlier =
        Map.of("spring", new long[] {2000, 3000, 5000}, "summer", new long[] {4000, 1000, 5000});
    assertThat(ReturningCounts.find(before, now, earlier)).isEqualTo("spring");
    assertThat(ReturningCounts.find(before, new long[] {800, 100, 100}, earlier)).isNull();
    // Not far enough from what was there.
    assertThat(ReturningCounts.find(now, new long[] {200, 300, 500}, earlier)).isNull();
  }
}
