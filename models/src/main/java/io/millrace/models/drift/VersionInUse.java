package io.millrace.models.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Which version of a model is in use, and so watched, as windows in order of their end tell it.
 *
 * <p>The version that predicts is in use. The first window of another one's predictions puts that
 * one into use, whether its number is higher (a promotion) or lower (a rollback). In a window in
 * which several predict, the {@link #byRows first by rows} counts, whatever order the rows came in.
 * Labels come when another version may long predict, so errors say which version is in use only
 * where predictions are not counted. Not thread-safe.
 */
public final class VersionInUse {
  private static final int VERSION = 1;

  private long version;
  private long decidedUntil = Long.MIN_VALUE;
  private boolean predictions;

  /** The version in use; 0 before one was seen. */
  public long version() {
    return version;
  }

  /**
   * The versions of a window: the one with the most rows first; of two with as many, the higher.
   *
   * @param versions what is known of each
   * @param rows how many rows that has
   */
  public static <T> List<Map.Entry<Long, T>> byRows(Map<Long, T> versions, ToLongFunction<T> rows) {
    Comparator<Map.Entry<Long, T>> fewest =
        Comparator.comparingLong(version -> rows.applyAsLong(version.getValue()));
    return versions.entrySet().stream()
        .sorted(fewest.thenComparing(Map.Entry.comparingByKey()).reversed())
        .toList();
  }

  /**
   * Takes what is known of a window; of a window with several versions, the first by rows first.
   *
   * @param seen a version that predicted in the window, or whose labels came in it
   * @param windowEnd what the window ends with; windows come in order
   * @param predicted whether it predicted
   * @return whether another version than before is in use from this window on
   */
  public boolean observe(long seen, long windowEnd, boolean predicted) {
    if (windowEnd <= decidedUntil || (predictions && !predicted)) {
      return false;
    }
    decidedUntil = windowEnd;
    predictions = predicted;
    boolean another = seen != version;
    version = seen;
    return another;
  }

  /** Writes the state between two windows. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(version);
    out.writeLong(decidedUntil);
    out.writeBoolean(predictions);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static VersionInUse readFrom(DataInput in) throws IOException {
    int form = in.readByte();
    if (form != VERSION) {
      throw new IOException("version in use: form " + form + " (expected: " + VERSION + ")");
    }
    VersionInUse read = new VersionInUse();
    read.version = in.readLong();
    read.decidedUntil = in.readLong();
    read.predictions = in.readBoolean();
    return read;
  }
}
