package io.millrace.models.drift.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionScoreTest {
  private static final List<TrueDrift> TWO =
      List.of(new TrueDrift(1000, 1000), new TrueDrift(2000, 2100));

  /** Hits at 1050 and 2300, 50 and 300 after the starts; 400 and 1060 are false. */
  @Test
  void givesEachAlarmToTheEarliestOpenDrift() {
    DetectionScore score = new DetectionScore(200);
    score.add(List.of(400L, 1050L, 1060L, 2300L), TWO, 4000);
    assertThat(score.hits()).isEqualTo(2);
    assertThat(score.falseAlarms()).isEqualTo(2);
    assertThat(score.misses()).isZero();
    assertThat(score.delay()).isEqualTo(175);
    assertThat(score.falseAlarmsPerTenThousand()).isEqualTo(5);
    assertThat(score.timeBetweenFalseAlarms()).isEqualTo(2000);
    assertThat(score.timeRatio()).isCloseTo(2000.0 / 175, within(1e-12));
    assertThat(score.precision()).isEqualTo(0.5);
    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.f1()).isCloseTo(2.0 / 3, within(1e-12));
  }

  /** The last value of a window is in it, the next one is not. */
  @Test
  void countsAMissAsTheWholeWindow() {
    DetectionScore score = new DetectionScore(200);
    score.add(List.of(1200L, 2301L), TWO, 4000);
    assertThat(score.hits()).isEqualTo(1);
    assertThat(score.misses()).isEqualTo(1);
    // 200 of the hit, 100 + 200 of the miss.
    assertThat(score.delayWithMisses()).isEqualTo(250);
    assertThat(score.missedRate()).isEqualTo(0.5);
  }

  @Test
  void sumsUpRuns() {
    DetectionScore score = new DetectionScore(100);
    score.add(List.of(1010L), TWO, 4000);
    score.add(List.of(1030L, 2000L), TWO, 4000);
    assertThat(score.runs()).isEqualTo(2);
    assertThat(score.drifts()).isEqualTo(4);
    assertThat(score.delay()).isCloseTo(40.0 / 3, within(1e-12));
    assertThat(score.missedRate()).isEqualTo(0.25);
  }

  @Test
  void saysWhatItCannotKnow() {
    DetectionScore score = new DetectionScore(100);
    score.add(List.of(), List.of(), 1000);
    assertThat(score.delay()).isNaN();
    assertThat(score.missedRate()).isNaN();
    assertThat(score.timeBetweenFalseAlarms()).isInfinite();
  }
}
