package io.millrace.transforms.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {
  @Test
  void isOnePortOrSeveral() {
    assertThat(PortRange.parse("9249")).isEqualTo(new PortRange(9249, 9249)).hasToString("9249");
    assertThat(PortRange.parse("9249-9260"))
        .isEqualTo(new PortRange(9249, 9260))
        .hasToString("9249-9260");
    assertThat(PortRange.parse("1-65535")).isEqualTo(new PortRange(1, 65_535));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "9260-9249", "9249-", "-1", "9249-9260-9270", "any"})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> PortRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ports: " + text)
        .hasMessageContaining("(expected: ");
  }
}
