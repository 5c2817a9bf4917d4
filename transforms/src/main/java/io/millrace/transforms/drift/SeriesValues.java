package io.millrace.transforms.drift;

import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The values of one series in one window, each with its time and the version that predicted it. */
final class SeriesValues {
  static final DataCoder<SeriesValues> CODER =
      DataCoder.of("SeriesValues", SeriesValues::write, SeriesValues::read);

  private long[] times = new long[16];
  private long[] versions = new long[16];
  private double[] values = new double[16];
  private int size;

  void add(long time, long version, double value) {
    if (size == times.length) {
      grow(2 * size);
    }
    times[size] = time;
    versions[size] = version;
    values[size++] = value;
  }

  void addAll(SeriesValues other) {
    if (size + other.size > times.length) {
      grow(Math.max(2 * size, size + other.size));
    }
    System.arraycopy(other.times, 0, times, size, other.size);
    System.arraycopy(other.versions, 0, versions, size, other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }

  private void grow(int capacity) {
    times = Arrays.copyOf(times, capacity);
    versions = Arrays.copyOf(versions, capacity);
    values = Arrays.copyOf(values, capacity);
  }

  int size() {
    return size;
  }

  long time(int i) {
    return times[i];
  }

  long version(int i) {
    return versions[i];
  }

  double value(int i) {
    return values[i];
  }

  /** Positions by time, then version, then value: the same whatever order the values came in. */
  int[] inOrder() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> times[i])
                .thenComparingLong(i -> versions[i])
                .thenComparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void write(SeriesValues series, DataOutput out) throws IOException {
    out.writeInt(series.size);
    for (int i = 0; i < series.size; i++) {
      out.writeLong(series.times[i]);
      out.writeLong(series.versions[i]);
      out.writeDouble(series.values[i]);
    }
  }

  private static SeriesValues read(DataInput in) throws IOException {
    SeriesValues series = new SeriesValues();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      series.add(in.readLong(), in.readLong(), in.readDouble());
    }
    return series;
  }
}
