package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.serving.VersionTimeline.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionTimelineTest {
  private static final VersionTimeline TIMELINE =
      VersionTimeline.of(List.of(new Step(100, 1), new Step(200, 2), new Step(300, 5)));

  @Test
  void aVersionIsInForceFromItsTimeUntilTheNext() {
    assertThat(TIMELINE.versionAt(100)).isEqualTo(1);
    assertThat(TIMELINE.versionAt(199)).isEqualTo(1);
    assertThat(TIMELINE.versionAt(200)).isEqualTo(2);
    assertThat(TIMELINE.versionAt(299)).isEqualTo(2);
    assertThat(TIMELINE.versionAt(300)).isEqualTo(5);
    assertThat(TIMELINE.versionAt(Long.MAX_VALUE)).isEqualTo(5);
  }

  @Test
  void theFirstVersionIsAlsoInForceBeforeItsTime() {
    assertThat(TIMELINE.versionAt(99)).isEqualTo(1);
    assertThat(TIMELINE.versionAt(Long.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void aPromotionHoldsFromItsTimeOnWhateverEarlierOnesSaid() {
    VersionTimeline corrected =
        VersionTimeline.of(List.of(new Step(100, 1), new Step(300, 2), new Step(200, 3)));
    assertThat(corrected.steps()).containsExactly(new Step(100, 1), new Step(200, 3));
    assertThat(corrected.versionAt(1000)).isEqualTo(3);
  }

  @Test
  void withoutAVersionWhatItReplacedIsBack() {
    VersionTimeline corrected =
        VersionTimeline.of(List.of(new Step(100, 1), new Step(300, 2), new Step(200, 3)));
    assertThat(corrected.without(Set.of(3L)).steps())
        .containsExactly(new Step(100, 1), new Step(300, 2));
  }

  @Test
  void timelinesAreEqualIfTheyAreSoWithoutAnyVersion() {
    VersionTimeline plain = VersionTimeline.of(List.of(new Step(0, 1), new Step(10, 2)));
    VersionTimeline replaced =
        VersionTimeline.of(List.of(new Step(0, 1), new Step(10, 3), new Step(10, 2)));
    assertThat(replaced.steps()).isEqualTo(plain.steps());
    assertThat(replaced.without(Set.of(2L)).versionAt(10)).isEqualTo(3);
    assertThat(replaced).isNotEqualTo(plain);
  }

  @Test
  void anEmptyTimelineHasNoVersion() {
    VersionTimeline empty = TIMELINE.without(Set.of(1L, 2L, 5L));
    assertThat(empty.isEmpty()).isTrue();
    assertThatThrownBy(() -> empty.versionAt(0))
        .hasMessage("timeline: empty (expected: a version)");
  }
}
