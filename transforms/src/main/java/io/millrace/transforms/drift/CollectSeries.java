package io.millrace.transforms.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.models.statistics.Slicer;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.windows.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of each watched series by slice; a corrected label adds none. Values are
 * known by the name of their series, so that a stream may go on with other series.
 *
 * @param series those that are watched, by name, in the order of the configuration
 */
record CollectSeries(Map<String, WatchedSeries> series, Layout columns, ErrorMeasure measure)
    implements Summary<LabelledExample, Map<CollectSeries.Key, SeriesValues>> {
  // A checkpoint holds the coder: this record, and the methods that it is made of by their names.
  private static final DataCoder<Map<Key, SeriesValues>> CODER =
      DataCoder.of("SeriesByKey", CollectSeries::write, CollectSeries::read);

  private static final int VERSION = 2;

  /**
   * A series of a slice.
   *
   * @param series its name
   * @param slice empty for all examples
   */
  record Key(String series, String slice) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = series.compareTo(other.series);
      return order != 0 ? order : slice.compareTo(other.slice);
    }
  }

  CollectSeries {
    series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
  }

  @Override
  public Map<Key, SeriesValues> create() {
    return new TreeMap<>();
  }

  @Override
  public long[] eventTimes(LabelledExample example) {
    return new long[] {example.time()};
  }

  @Override
  public LabelledExample select(LabelledExample example, int[] rows, int count) {
    return example;
  }

  @Override
  public Map<Key, SeriesValues> add(Map<Key, SeriesValues> all, LabelledExample example) {
    if (example.replaced() != null) {
      return all;
    }
    long recordTime = ExampleCodec.eventTime(example.example());
    ColumnBatch row = null;
    for (Map.Entry<String, WatchedSeries> entry : series.entrySet()) {
      String name = entry.getKey();
      WatchedSeries watched = entry.getValue();
      if (row == null && watched.needsColumns()) {
        row = new ExampleCodec(columns).batch(List.of(example.example()), "example");
      }
      double value = value(watched.on(), example, row);
      values(all, new Key(name, "")).add(example.time(), recordTime, example.version(), value);
      if (row != null && !watched.slicing().isEmpty()) {
        new Slicer(watched.slicing())
            .rows(
                row,
                (slice, rows, count) ->
                    values(all, new Key(name, slice))
                        .add(example.time(), recordTime, example.version(), value));
      }
    }
    return all;
  }

  private static SeriesValues values(Map<Key, SeriesValues> all, Key key) {
    return all.computeIfAbsent(key, k -> new SeriesValues());
  }

  private double value(String on, LabelledExample example, @Nullable ColumnBatch row) {
    return switch (on) {
      case DriftMonitor.ERROR -> measure.of(example.label(), example.prediction());
      case ExampleCodec.LABEL -> example.label();
      case ExampleCodec.PREDICTION -> example.prediction();
      default -> row == null ? Double.NaN : first(row.column(on));
    };
  }

  /** The first value of the only row; NaN, which no detector takes, where it has none. */
  private static double first(@Nullable Column column) {
    if (column == null || column.valueStart(0) == column.valueEnd(0)) {
      return Double.NaN;
    }
    int at = column.valueStart(0);
    if (column instanceof IntColumn ints) {
      return ints.value(at);
    }
    return column instanceof FloatColumn floats ? floats.value(at) : Double.NaN;
  }

  @Override
  public Map<Key, SeriesValues> merge(Map<Key, SeriesValues> into, Map<Key, SeriesValues> other) {
    other.forEach((key, values) -> values(into, key).addAll(values));
    return into;
  }

  @Override
  public Coder<Map<Key, SeriesValues>> coder() {
    return CODER;
  }

  private static void write(Map<Key, SeriesValues> all, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(all.size());
    for (Map.Entry<Key, SeriesValues> entry : all.entrySet()) {
      DataCoders.writeText(entry.getKey().series, out);
      DataCoders.writeText(entry.getKey().slice, out);
      SeriesValues.CODER.write(entry.getValue(), out);
    }
  }

  private static Map<Key, SeriesValues> read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("series by key, version: " + version + " (expected: " + VERSION + ")");
    }
    int size = in.readInt();
    Map<Key, SeriesValues> all = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      Key key = new Key(DataCoders.readText(in), DataCoders.readText(in));
      all.put(key, SeriesValues.CODER.read(in));
    }
    return all;
  }
}
