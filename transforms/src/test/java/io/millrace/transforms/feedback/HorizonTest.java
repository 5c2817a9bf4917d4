package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizonTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.001S, 5, 6, 1",
    "PT0.127S, 5, 132, 127",
    "PT0.128S, 5, 134, 129",
    "PT0.128S, 6, 134, 129",
    "PT0.128S, -129, 0, 129",
    "PT0.128S, -130, -2, 129",
    // A 64th of a day is 22.5 minutes.
    "P1D, 0, 86400000, 87749999",
    "P1D, 1, 87750000, 87749999"
  })
  void whatHappenedIsForgottenAtTheFirstEndOfASliceAHorizonLater(
      Duration length, long eventTime, long end, long longest) {
    Horizon horizon = Horizon.of(length);
    assertThat(horizon.end(eventTime)).isEqualTo(end);
    assertThat(horizon.longest()).isEqualTo(longest);
    assertThat(horizon.end(eventTime) - eventTime).isBetween(length.toMillis(), longest);
  }
}
