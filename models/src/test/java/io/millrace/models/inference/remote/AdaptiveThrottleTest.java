package io.millrace.models.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveThrottleTest {
  private static final long SECOND = 1_000_000_000L;
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void nothingIsHeldBackWhileTheServerAccepts() {
    AdaptiveThrottle throttle = new AdaptiveThrottle(Duration.ofSeconds(10), 2, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(throttle.holdsBack(i, random)).isFalse();
      throttle.accepted(i);
    }
  }

  @Test
  void holdsBackByTheShareThatIsRefused() {
    AdaptiveThrottle throttle = new AdaptiveThrottle(Duration.ofSeconds(10), 2, 0);
    // A server that accepts every fifth of 1,000 requests a second, for ten seconds.
    int sent = 0;
    int heldBack = 0;
    for (int i = 0; i < 10_000; i++) {
      long now = i * (SECOND / 1000);
      if (throttle.holdsBack(now, random)) {
        heldBack++;
      } else {
        sent++;
        if (sent % 5 == 0) {
          throttle.accepted(now);
        }
      }
    }
    // In balance p = 1 - 2 (1 - p) / 5, so p = 1: only now and then one is let through.
    assertThat((double) heldBack / 10_000).isBetween(0.8, 1.0);
    // What the server refused is forgotten after the window.
    assertThat(throttle.holdsBack(30 * SECOND, random)).isFalse();
  }

  @Test
  void halfOfTheRequestsRefusedIsTheLimit() {
    AdaptiveThrottle throttle = new AdaptiveThrottle(Duration.ofSeconds(10), 2, 0);
    int heldBack = 0;
    for (int i = 0; i < 10_000; i++) {
      if (throttle.holdsBack(i, random)) {
        heldBack++;
      } else if (i % 2 == 0) {
        throttle.accepted(i);
      }
    }
    assertThat(heldBack / 10_000.0).isCloseTo(0.0, within(0.05));
  }
}
