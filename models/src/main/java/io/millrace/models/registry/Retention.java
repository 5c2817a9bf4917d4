package io.millrace.models.registry;

import java.time.Duration;

/**
 * Which artifacts are kept, beside those that an alias means or ever meant.
 *
 * @param keep how many of the newest READY versions, 0 or more
 * @param olderThan the age under which every version is kept
 */
public record Retention(int keep, Duration olderThan) {

  public Retention {
    if (keep < 0) {
      throw new IllegalArgumentException("keep: " + keep + " (expected: 0 or more)");
    }
    if (olderThan.isNegative()) {
      throw new IllegalArgumentException("olderThan: " + olderThan + " (expected: 0 or more)");
    }
  }
}
