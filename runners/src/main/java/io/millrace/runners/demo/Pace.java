package io.millrace.runners.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.LongSupplier;

/** Decides when a {@link Replay} may go on: it waits until the next may be sent, then returns. */
public interface Pace {

  /** Waits until the events of a day may be sent. */
  void beforeDay(LocalDate day) throws InterruptedException;

  /**
   * Waits until an event of the current day may be sent; by default not at all.
   *
   * @param eventMillis event time in milliseconds since the epoch
   */
  default void beforeEvent(long eventMillis) throws InterruptedException {}

  /** Returns a pace that waits for all of these, one after another. */
  static Pace all(Pace... paces) {
    return new All(List.of(paces));
  }

  /** Never waits. */
  record AsFastAsPossible() implements Pace {
    @Override
    public void beforeDay(LocalDate day) {}
  }

  /** Waits for each in turn. */
  record All(List<Pace> paces) implements Pace {
    @Override
    public void beforeDay(LocalDate day) throws InterruptedException {
      for (Pace pace : paces) {
        pace.beforeDay(day);
      }
    }

    @Override
    public void beforeEvent(long eventMillis) throws InterruptedException {
      for (Pace pace : paces) {
        pace.beforeEvent(eventMillis);
      }
    }
  }

  /**
   * Lets event time pass so many times as fast as real time, counted from the first event.
   *
   * <p>Where something else held the replay up, it goes as fast as it can until it has caught up.
   */
  final class Speed implements Pace {

    /** Shorter waits are saved up: a sleep of less takes longer than it should. */
    private static final long SHORTEST_WAIT_NANOS = Duration.ofMillis(5).toNanos();

    private final double times;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private boolean started;
    private long startMillis;
    private long startNanos;

    /** What waits. */
    interface Sleeper {
      void sleep(Duration time) throws InterruptedException;
    }

    /**
     * Makes a pace.
     *
     * @param times more than 0; 3600 is an hour a second
     */
    public Speed(double times) {
      this(times, System::nanoTime, time -> Thread.sleep(time.toMillis()));
    }

    Speed(double times, LongSupplier nanoTime, Sleeper sleeper) {
      if (!(times > 0) || Double.isInfinite(times)) {
        throw new IllegalArgumentException("times: " + times + " (expected: > 0)");
      }
      this.times = times;
      this.nanoTime = nanoTime;
      this.sleeper = sleeper;
    }

    @Override
    public void beforeDay(LocalDate day) throws InterruptedException {
      if (started) {
        beforeEvent(day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());
      }
    }

    @Override
    public void beforeEvent(long eventMillis) throws InterruptedException {
      if (!started) {
        started = true;
        startMillis = eventMillis;
        startNanos = nanoTime.getAsLong();
      }
      double due = (eventMillis - startMillis) / times * 1e6;
      double wait = due - (nanoTime.getAsLong() - startNanos);
      if (wait >= SHORTEST_WAIT_NANOS) {
        sleeper.sleep(Duration.ofNanos((long) wait));
      }
    }
  }
}
