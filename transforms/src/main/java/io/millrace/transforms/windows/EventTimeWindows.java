package io.millrace.transforms.windows;

import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;

/**
 * The tumbling event-time windows of a deployment.
 *
 * @param size the length of a window
 * @param allowedLateness how long after its end a window still takes rows
 * @param offset where windows begin, from the epoch on
 */
public record EventTimeWindows(Duration size, Duration allowedLateness, Duration offset)
    implements Serializable {

  /** Windows that are aligned to the epoch. */
  public EventTimeWindows(Duration size, Duration allowedLateness) {
    this(size, allowedLateness, Duration.ZERO);
  }

  public EventTimeWindows {
    if (size.isZero() || size.isNegative()) {
      throw new IllegalArgumentException("size: " + size + " (expected: longer than zero)");
    }
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "allowedLateness: " + allowedLateness + " (expected: zero or longer)");
    }
  }

  /** The start of the window that holds this time, both in milliseconds since the epoch. */
  public long startOf(long eventTime) {
    return eventTime - Math.floorMod(eventTime - offset.toMillis(), size.toMillis());
  }

  /** The last millisecond of the window that starts then. */
  public long lastMilli(long start) {
    return start + size.toMillis() - 1;
  }

  /**
   * Assigns elements to the windows. A window is given out when the watermark passes its end, and
   * again with all its elements for each late one within the allowed lateness.
   */
  public <T> Window<T> assign() {
    long begin = Math.floorMod(offset.toMillis(), size.toMillis());
    return Window.<T>into(
            FixedWindows.of(org.joda.time.Duration.millis(size.toMillis()))
                .withOffset(org.joda.time.Duration.millis(begin)))
        .triggering(
            AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1)))
        .withAllowedLateness(org.joda.time.Duration.millis(allowedLateness.toMillis()))
        // Flink would emit an empty on-time pane after a jump of the watermark: it overwrites.
        .withOnTimeBehavior(Window.OnTimeBehavior.FIRE_IF_NON_EMPTY)
        .accumulatingFiredPanes();
  }
}
