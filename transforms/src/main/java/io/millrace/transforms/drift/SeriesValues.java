package io.millrace.transforms.drift;

import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The values of one series in one window, each with its time and the version that predicted it, and
 * the newest record among theirs.
 */
final class SeriesValues {
  static final DataCoder<SeriesValues> CODER =
      DataCoder.of("SeriesValues", SeriesValues::write, SeriesValues::read);

  private long[] times = new long[16];
  private long[] versions = new long[16];
  private double[] values = new double[16];
  private int size;
  private long newestRecord = Long.MIN_VALUE;
  private long newestVersion;

  /**
   * Takes a value.
   *
   * @param time when it was known
   * @param recordTime the time of the record that was predicted, which may be long before
   */
  void add(long time, long recordTime, long version, double value) {
    newest(recordTime, version);
    append(time, version, value);
  }

  private void newest(long recordTime, long version) {
    if (recordTime > newestRecord || (recordTime == newestRecord && version > newestVersion)) {
      newestRecord = recordTime;
      newestVersion = version;
    }
  }

  private void append(long time, long version, double value) {
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
    newest(other.newestRecord, other.newestVersion);
  }

  private void grow(int capacity) {
    times = Arrays.copyOf(times, capacity);
    versions = Arrays.copyOf(versions, capacity);
    values = Arrays.copyOf(values, capacity);
  }

  int size() {
    return size;
  }

  /** The time of the newest record. */
  long newestRecord() {
    return newestRecord;
  }

  /** The version that predicted the newest record, of two at one time the higher. */
  long newestVersion() {
    return newestVersion;
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
    out.writeLong(series.newestRecord);
    out.writeLong(series.newestVersion);
    out.writeInt(series.size);
    for (int i = 0; i < series.size; i++) {
      out.writeLong(series.times[i]);
      out.writeLong(series.versions[i]);
      out.writeDouble(series.values[i]);
    }
  }

  private static SeriesValues read(DataInput in) throws IOException {
    SeriesValues series = new SeriesValues();
    series.newestRecord = in.readLong();
    series.newestVersion = in.readLong();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      series.append(in.readLong(), in.readLong(), in.readDouble());
    }
    return series;
  }
}
