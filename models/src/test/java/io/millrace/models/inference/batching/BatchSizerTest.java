package io.millrace.models.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Latencies are made up, in nanoseconds: a fixed cost and a cost a row. */
class BatchSizerTest {
  private static final long FIXED = 50_000;

  @Test
  void growsUntilTheFixedCostIsATwentieth() {
    // 50 µs / (50 µs + n · 1 µs) = 5 % at n = 950
    assertThat(settled(Batching.defaults(), FIXED, 1_000)).isBetween(940, 960);
  }

  @Test
  void keepsTheTargetLatency() {
    // 50 µs + n · 10 µs = 550 µs at n = 50
    Batching batching = Batching.defaults().withTargetLatency(Duration.ofNanos(550_000));
    assertThat(settled(batching, FIXED, 10_000)).isBetween(49, 51);
  }

  @Test
  void staysWithinItsBounds() {
    assertThat(settled(Batching.defaults().withSizes(1, 500), FIXED, 1_000)).isEqualTo(500);
    assertThat(settled(Batching.defaults().withSizes(2_000, 3_000), FIXED, 1_000))
        .isBetween(2_000, 3_000);
    Batching tight = Batching.defaults().withTargetLatency(Duration.ofNanos(10_000));
    assertThat(settled(tight, FIXED, 1_000)).isEqualTo(1);
  }

  @Test
  void aFixedSizeIsFixed() {
    BatchSizer sizer = new BatchSizer(Batching.ofSize(37));
    for (int call = 0; call < 100; call++) {
      assertThat(sizer.next()).isEqualTo(37);
      sizer.record(37, 1);
    }
  }

  @Test
  void atMostDoublesWhatWasMeasured() {
    BatchSizer sizer = new BatchSizer(Batching.defaults().withSizes(1, 1_000_000));
    int largest = sizer.next();
    for (int call = 0; call < 20; call++) {
      int size = sizer.next();
      assertThat(size).isLessThanOrEqualTo(2 * largest);
      largest = Math.max(largest, size);
      sizer.record(size, FIXED);
    }
    assertThat(largest).isGreaterThan(100_000);
  }

  @Test
  void pausesOfTheProcessDoNotMoveIt() {
    BatchSizer sizer = new BatchSizer(Batching.defaults());
    for (int call = 0; call < 500; call++) {
      int size = sizer.next();
      long pause = call % 10 == 3 ? 80_000_000 : 0;
      sizer.record(size, FIXED + 1_000L * size + pause);
    }
    assertThat(settle(sizer, FIXED, 1_000)).isBetween(800, 1_100);
  }

  @Test
  void followsAModelThatHasBecomeSlower() {
    BatchSizer sizer = new BatchSizer(Batching.defaults().withTargetLatency(Duration.ofMillis(1)));
    settle(sizer, FIXED, 1_000);
    // 50 µs + n · 20 µs = 1 ms at n = 47.5
    assertThat(settle(sizer, FIXED, 20_000)).isBetween(46, 48);
  }

  @Test
  void hugeLatenciesDoNotOverflow() {
    BatchSizer sizer = new BatchSizer(Batching.defaults().withSizes(1, Integer.MAX_VALUE));
    for (int call = 0; call < 200; call++) {
      int size = sizer.next();
      assertThat(size).isPositive();
      sizer.record(size, call % 2 == 0 ? Long.MAX_VALUE : 1);
    }
  }

  private static int settled(Batching batching, long fixed, long slope) {
    return settle(new BatchSizer(batching), fixed, slope);
  }

  private static int settle(BatchSizer sizer, long fixed, long slope) {
    for (int call = 0; call < 200; call++) {
      int size = sizer.next();
      sizer.record(size, fixed + slope * size);
    }
    return sizer.next();
  }
}
