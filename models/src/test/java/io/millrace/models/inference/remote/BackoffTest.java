package io.millrace.models.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsUpToTwiceAsLongEachTime() {
    Backoff backoff = new Backoff(9, Duration.ofMillis(100), Duration.ofMillis(1500));
    SplittableRandom random = new SplittableRandom(5);
    long[] limits = {100, 200, 400, 800, 1500, 1500};
    for (int attempt = 1; attempt <= limits.length; attempt++) {
      long longest = 0;
      long shortest = Long.MAX_VALUE;
      for (int i = 0; i < 1000; i++) {
        long wait = backoff.after(attempt, random).toMillis();
        longest = Math.max(longest, wait);
        shortest = Math.min(shortest, wait);
      }
      assertThat(longest).isBetween(limits[attempt - 1] * 95 / 100, limits[attempt - 1]);
      assertThat(shortest).isLessThan(limits[attempt - 1] / 20);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Backoff(0, Duration.ofMillis(1), Duration.ofMillis(1)))
        .hasMessage("attempts: 0 (expected: >= 1)");
    assertThatThrownBy(() -> new Backoff(1, Duration.ofMillis(2), Duration.ofMillis(1)))
        .hasMessageContaining("expected: 0 < first <= longest");
  }
}
