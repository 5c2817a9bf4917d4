package io.millrace.transforms.retraining;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** How many labelled examples came in each of the last windows. */
final class ExampleCounts {
  private final TreeMap<Long, Long> rowsByStart = new TreeMap<>();

  /**
   * Adds those of a window.
   *
   * @param spanMillis how far counts reach back from the newest window
   */
  void add(long windowStart, long rows, long spanMillis) {
    rowsByStart.merge(windowStart, rows, Long::sum);
    rowsByStart.headMap(rowsByStart.lastKey() - spanMillis).clear();
  }

  /** The examples of windows that start at this time or later. */
  long since(long time) {
    long sum = 0;
    for (long rows : rowsByStart.tailMap(time).values()) {
      sum += rows;
    }
    return sum;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(rowsByStart.size());
    for (Map.Entry<Long, Long> window : rowsByStart.entrySet()) {
      out.writeLong(window.getKey());
      out.writeLong(window.getValue());
    }
  }

  void readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      rowsByStart.put(in.readLong(), in.readLong());
    }
  }
}
