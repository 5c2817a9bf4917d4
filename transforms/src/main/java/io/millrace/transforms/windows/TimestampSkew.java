package io.millrace.transforms.windows;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;

/** How far before the element at hand a step may stamp what it gives out. */
public final class TimestampSkew {
  /**
   * As far as there are timestamps. Not {@code Long.MAX_VALUE}: Beam subtracts it from the
   * timestamp of the element, and an overflow costs it an exception for everything that is given
   * out.
   */
  public static final Duration ANY =
      new Duration(BoundedWindow.TIMESTAMP_MIN_VALUE, BoundedWindow.TIMESTAMP_MAX_VALUE);

  private TimestampSkew() {}
}
