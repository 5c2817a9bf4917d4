package io.millrace.models.drift.simulation;

/**
 * A change that is known to be in a stream.
 *
 * @param start the position of the first value that may be of the new concept
 * @param end the position from which on all are; equal to the start if the change is sudden
 */
public record TrueDrift(long start, long end) {
  public TrueDrift {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "drift: " + start + ".." + end + " (expected: 0 <= start <= end)");
    }
  }
}
