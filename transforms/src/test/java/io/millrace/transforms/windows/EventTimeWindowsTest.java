package io.millrace.transforms.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventTimeWindowsTest {

  @Test
  void windowsAreAlignedToTheEpoch() {
    EventTimeWindows windows = new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO);
    assertThat(windows.startOf(0)).isZero();
    assertThat(windows.startOf(9)).isZero();
    assertThat(windows.startOf(10)).isEqualTo(10);
    assertThat(windows.startOf(-1)).isEqualTo(-10);
    assertThat(windows.lastMilli(-10)).isEqualTo(-1);
  }

  @Test
  void sizesMakeSense() {
    assertThatThrownBy(() -> new EventTimeWindows(Duration.ZERO, Duration.ZERO))
        .hasMessage("size: PT0S (expected: longer than zero)");
    assertThatThrownBy(() -> new EventTimeWindows(Duration.ofDays(1), Duration.ofMillis(-1)))
        .hasMessage("allowedLateness: PT-0.001S (expected: zero or longer)");
  }
}
