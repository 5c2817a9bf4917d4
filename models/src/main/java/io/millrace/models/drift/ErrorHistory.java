package io.millrace.models.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The errors of one model version in its last windows, over all and by slice: what is looked back
 * at when an alarm is raised. Not thread-safe.
 */
public final class ErrorHistory {
  private static final int VERSION = 1;
  private static final int MOST_WINDOWS = 60;

  private final TreeMap<Long, Window> windows = new TreeMap<>();
  private long version;

  /** The errors of a window. */
  public record Window(ErrorMoments all, SortedMap<String, ErrorMoments> slices) {
    public Window {
      slices = new TreeMap<>(slices);
    }
  }

  /** Takes the next window of a version; a newer version starts over. */
  public void add(long modelVersion, long windowStart, Window window) {
    if (modelVersion < version) {
      return;
    }
    if (modelVersion > version) {
      version = modelVersion;
      windows.clear();
    }
    windows.put(windowStart, window);
    if (windows.size() > MOST_WINDOWS) {
      windows.pollFirstEntry();
    }
  }

  /** The windows by their start, the oldest first. */
  public SortedMap<Long, Window> windows() {
    return windows;
  }

  /** Where errors went with a change of this onset, in a sentence; empty if nothing is known. */
  public String shiftSince(long onset) {
    ErrorShift shift =
        ErrorShift.between(slices(windows.headMap(onset)), slices(windows.tailMap(onset)));
    return shift == null ? "" : shift.describe();
  }

  private static Map<String, ErrorMoments> slices(SortedMap<Long, Window> some) {
    Map<String, ErrorMoments> sums = new TreeMap<>();
    for (Window window : some.values()) {
      window.slices.forEach((slice, errors) -> sums.merge(slice, errors, ErrorMoments::plus));
    }
    return sums;
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(version);
    out.writeInt(windows.size());
    for (Map.Entry<Long, Window> entry : windows.entrySet()) {
      out.writeLong(entry.getKey());
      write(entry.getValue().all, out);
      out.writeInt(entry.getValue().slices.size());
      for (Map.Entry<String, ErrorMoments> slice : entry.getValue().slices.entrySet()) {
        out.writeUTF(slice.getKey());
        write(slice.getValue(), out);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ErrorHistory readFrom(DataInput in) throws IOException {
    int form = in.readByte();
    if (form != VERSION) {
      throw new IOException("error history: version " + form + " (expected: " + VERSION + ")");
    }
    ErrorHistory history = new ErrorHistory();
    history.version = in.readLong();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long start = in.readLong();
      ErrorMoments all = read(in);
      SortedMap<String, ErrorMoments> slices = new TreeMap<>();
      int count = in.readInt();
      for (int slice = 0; slice < count; slice++) {
        slices.put(in.readUTF(), read(in));
      }
      history.windows.put(start, new Window(all, slices));
    }
    return history;
  }

  private static void write(ErrorMoments moments, DataOutput out) throws IOException {
    out.writeLong(moments.count());
    out.writeDouble(moments.sum());
    out.writeDouble(moments.squares());
  }

  private static ErrorMoments read(DataInput in) throws IOException {
    return new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble());
  }
}
