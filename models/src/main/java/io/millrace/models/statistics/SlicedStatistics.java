package io.millrace.models.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.files.Workers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/**
 * The statistics of all rows and of each slice of them: one {@link DatasetStatistics} a slice key.
 * Mergeable; not thread-safe.
 *
 * <p>All rows go by the key {@link #ALL_EXAMPLES} when there are slices, and by "" when there are
 * none.
 */
public final class SlicedStatistics {
  /** The key of the slice with all rows. */
  public static final String ALL_EXAMPLES = "All Examples";

  private static final int VERSION = 2;
  private static final Workers ALONE = new Workers(1);

  private final StatisticsOptions options;
  private final Slicer slicer;
  private final SortedMap<String, DatasetStatistics> slices = new TreeMap<>();

  public SlicedStatistics(StatisticsOptions options) {
    this.options = options;
    this.slicer = new Slicer(options.slicingConfig());
    slices.put(allKey(), new DatasetStatistics(options));
  }

  /** The statistics of these slices, that of all rows among them. */
  public static SlicedStatistics of(
      StatisticsOptions options, Map<String, DatasetStatistics> slices) {
    SlicedStatistics sliced = new SlicedStatistics(options);
    sliced.slices.putAll(slices);
    return sliced;
  }

  private String allKey() {
    return options.slicingConfig().isEmpty() ? "" : ALL_EXAMPLES;
  }

  public StatisticsOptions options() {
    return options;
  }

  /** The statistics by slice key. */
  public SortedMap<String, DatasetStatistics> slices() {
    return Collections.unmodifiableSortedMap(slices);
  }

  /** The statistics of all rows. */
  public DatasetStatistics all() {
    return slice(allKey());
  }

  private DatasetStatistics slice(String key) {
    return slices.computeIfAbsent(key, k -> new DatasetStatistics(options));
  }

  public void add(ColumnBatch batch) {
    add(List.of(batch), ALONE);
  }

  /**
   * Adds batches in their order, features and slices side by side; the result does not depend on
   * how many workers there are.
   */
  public void add(List<ColumnBatch> batches, Workers workers) {
    SortedMap<String, List<ColumnBatch>> bySlice = slices(batches, workers);
    Map<DatasetStatistics, DatasetStatistics.Tasks> tasks = new LinkedHashMap<>();
    bySlice.forEach(
        (key, ofSlice) -> {
          DatasetStatistics statistics = slice(key);
          tasks.put(statistics, statistics.tasks(ofSlice));
        });
    workers.run(tasks.values().stream().flatMap(some -> some.all().stream()).toList());
    tasks.forEach(DatasetStatistics::settle);
  }

  private record Slice(String key, ColumnBatch rows) {}

  /** The rows of each slice, that of all rows among them. */
  private SortedMap<String, List<ColumnBatch>> slices(List<ColumnBatch> batches, Workers workers) {
    SortedMap<String, List<ColumnBatch>> bySlice = new TreeMap<>();
    bySlice.put(allKey(), batches);
    if (options.slicingConfig().isEmpty()) {
      return bySlice;
    }
    List<List<Slice>> ofBatches = new ArrayList<>();
    List<Runnable> tasks = new ArrayList<>();
    for (ColumnBatch batch : batches) {
      List<Slice> ofBatch = new ArrayList<>();
      ofBatches.add(ofBatch);
      tasks.add(() -> slicer.slice(batch, (key, rows) -> ofBatch.add(new Slice(key, rows))));
    }
    workers.run(tasks);
    for (List<Slice> ofBatch : ofBatches) {
      for (Slice slice : ofBatch) {
        bySlice.computeIfAbsent(slice.key, key -> new ArrayList<>()).add(slice.rows);
      }
    }
    return bySlice;
  }

  /** Adds everything in {@code other}, which stays as it is and has options that count alike. */
  public void merge(SlicedStatistics other) {
    other.slices.forEach((key, statistics) -> slice(key).merge(statistics));
  }

  /** A data set a slice, in the order of the keys, that of all rows first. */
  public DatasetFeatureStatisticsList toProto() {
    DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
    list.addDatasets(all().toProto(allKey()));
    slices.forEach(
        (key, statistics) -> {
          if (!key.equals(allKey())) {
            list.addDatasets(statistics.toProto(key));
          }
        });
    return list.build();
  }

  /** Writes the options and accumulators in a versioned form; reading it gives an equal one. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    options.writeTo(out);
    out.writeInt(slices.size());
    for (var slice : slices.entrySet()) {
      LongText.write(slice.getKey(), out);
      slice.getValue().writeTo(out);
    }
  }

  public static SlicedStatistics readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "sliced statistics version: " + version + " (expected: " + VERSION + ")");
    }
    SlicedStatistics read = new SlicedStatistics(StatisticsOptions.readFrom(in));
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      read.slices.put(LongText.read(in), DatasetStatistics.readFrom(in, read.options));
    }
    return read;
  }
}
