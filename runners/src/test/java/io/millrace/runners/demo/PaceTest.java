package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final List<Duration> slept = new ArrayList<>();
  private long nanos = 1_000;
  private final Pace.Speed hourASecond =
      new Pace.Speed(
          3600,
          () -> nanos,
          time -> {
            slept.add(time);
            nanos += time.toNanos();
          });

  @Test
  void speedSleepsUntilTheEventIsDue() throws Exception {
    long start = TripTime.parse("2018-01-01 06:00:00");
    hourASecond.beforeDay(LocalDate.of(2018, 1, 1));
    hourASecond.beforeEvent(start);
    hourASecond.beforeEvent(start + 1_000);
    assertThat(slept).as("a wait of 0.3 ms is saved up").isEmpty();
    hourASecond.beforeEvent(start + 3_600_000);
    assertThat(slept).containsExactly(Duration.ofSeconds(1));
    hourASecond.beforeDay(LocalDate.of(2018, 1, 2));
    assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(17));
  }

  @Test
  void speedCatchesUpAfterADelay() throws Exception {
    long start = TripTime.parse("2018-01-01 06:00:00");
    hourASecond.beforeEvent(start);
    nanos += Duration.ofSeconds(10).toNanos();
    hourASecond.beforeEvent(start + 5 * 3_600_000L);
    assertThat(slept).isEmpty();
    hourASecond.beforeEvent(start + 11 * 3_600_000L);
    assertThat(slept).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void aSpeedMustBePositive() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Pace.Speed(wrong))
          .hasMessage("times: " + wrong + " (expected: > 0)");
    }
  }

  @Test
  void allWaitsForEachInTurn() throws Exception {
    List<String> asked = new ArrayList<>();
    Pace all = Pace.all(noting("a", asked), new Pace.AsFastAsPossible(), noting("b", asked));
    all.beforeDay(LocalDate.of(2018, 1, 1));
    all.beforeEvent(7);
    assertThat(asked).containsExactly("a 2018-01-01", "b 2018-01-01", "a 7", "b 7");
  }

  private static Pace noting(String name, List<String> asked) {
    return new Pace() {
      @Override
      public void beforeDay(LocalDate day) {
        asked.add(name + " " + day);
      }

      @Override
      public void beforeEvent(long eventMillis) {
        asked.add(name + " " + eventMillis);
      }
    };
  }
}
