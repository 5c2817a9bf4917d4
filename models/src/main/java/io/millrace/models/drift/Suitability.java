package io.millrace.models.drift;

import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells columns whose distribution is new in every window however well everything goes, such as ids
 * and times, from those that can be watched.
 */
public final class Suitability {
  /** With fewer values a column is taken for one that can be watched. */
  static final int LEAST_VALUES = 100;

  private static final double MOST = 0.95;

  /** 2018-01, 2018-01-31, 31.01.2018, 1/31/18, each with or without a time of day behind it. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4}[-/.]\\d{1,2}([-/.]\\d{1,2})?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}(\\d{2})?)"
              + "([T ]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp][Mm])?"
              + "( ?(Z|UTC|[+-]\\d{2}:?\\d{2}))?)?");

  // From 1990 (in) to 2040 (out).
  private static final long FROM_SECONDS = 631_152_000L;
  private static final long TO_SECONDS = 2_208_988_800L;

  private Suitability() {}

  /**
   * Why strings cannot be watched; null if they can.
   *
   * @param frequent the most frequent of them
   * @param distinct how many different ones there are
   * @param values how many there are in all
   */
  public static @Nullable String ofStrings(
      Collection<String> frequent, long distinct, long values) {
    if (values < LEAST_VALUES) {
      return null;
    }
    int times = 0;
    for (String text : frequent) {
      times += isTime(text) ? 1 : 0;
    }
    if (times > 0 && times >= MOST * frequent.size()) {
      return "times: new in every window";
    }
    return distinct >= 0.5 * values ? "an id: half of the values are unique" : null;
  }

  /**
   * Why integers of more than a few values cannot be watched; null if they can.
   *
   * @param times how many of them look like a time since the epoch
   * @param rising how many are above the one before, of {@code neighbours}
   */
  static @Nullable String ofIntegers(long times, long rising, long neighbours, long values) {
    if (values < LEAST_VALUES) {
      return null;
    }
    if (times >= MOST * values) {
      return "times since the epoch: new in every window";
    }
    return rising >= MOST * neighbours ? "an id or a time: it rises from row to row" : null;
  }

  static boolean isTime(String text) {
    return TEXT.matcher(text).matches();
  }

  /** Seconds, milli-, micro- or nanoseconds since the epoch. */
  static boolean isTime(long value) {
    for (long unit = 1; unit <= 1_000_000_000L; unit *= 1000) {
      if (value >= FROM_SECONDS * unit && value < TO_SECONDS * unit) {
        return true;
      }
    }
    return false;
  }
}
