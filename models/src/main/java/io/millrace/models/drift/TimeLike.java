package io.millrace.models.drift;

import java.util.regex.Pattern;

/** Tells times from other values. */
final class TimeLike {
  /** 2018-01, 2018-01-31, 31.01.2018, 1/31/18, each with or without a time of day behind it. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4}[-/.]\\d{1,2}([-/.]\\d{1,2})?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}(\\d{2})?)"
              + "([T ]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp][Mm])?"
              + "( ?(Z|UTC|[+-]\\d{2}:?\\d{2}))?)?");

  // From 1990 (in) to 2040 (out).
  private static final long FROM_SECONDS = 631_152_000L;
  private static final long TO_SECONDS = 2_208_988_800L;

  private TimeLike() {}

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
