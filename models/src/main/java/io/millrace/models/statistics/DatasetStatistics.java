package io.millrace.models.statistics;

import io.millrace.models.data.ColumnBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/**
 * Accumulates the statistics of a data set, batch by batch. Mergeable; not thread-safe; bounded in
 * memory by the number of features, not of rows.
 *
 * <p>Features go by path. Batches need not have the same columns: a row without a column misses
 * that feature. A column whose type is not that of the feature's first values does no harm: its
 * rows are missing for the feature, and counted in the custom statistic {@link
 * #TYPE_CONFLICT_ROWS}. Empty lists alone are of no type: their rows go with values of any. When
 * two accumulators with a feature of different types are merged, the type that the schema declares
 * stays, else the one of more rows; the others' rows are counted in the same way. What was once
 * only counted does not come back, so of a feature of several types it depends on the order of rows
 * and mergers which of them stays.
 *
 * <p>The sketches of numbers take 64 MB together at most: beyond that all of them go on in a few
 * kilobytes each, within the same epsilon.
 */
public final class DatasetStatistics {
  /** The custom statistic with the number of rows that had values of another type. */
  public static final String TYPE_CONFLICT_ROWS = "type_conflict_rows";

  /**
   * The custom statistic with how much the counts of single strings may be too low; only there when
   * they are estimates.
   */
  public static final String COUNT_ERROR = "string_count_error";

  private static final int VERSION = 8;

  private final StatisticsOptions options;
  private final FeatureSet features;
  private final Map<String, ExtraStatistics> extras;
  private long rows;
  private double weightedRows;

  public DatasetStatistics(StatisticsOptions options) {
    this(options, new FeatureSet(options), ExtraKinds.create(options));
  }

  private DatasetStatistics(
      StatisticsOptions options, FeatureSet features, Map<String, ExtraStatistics> extras) {
    this.options = options;
    this.features = features;
    this.extras = extras;
  }

  public StatisticsOptions options() {
    return options;
  }

  /** The rows that were looked at. */
  public long rows() {
    return rows;
  }

  /** The figures of one feature; null when no batch had it. */
  public @Nullable FeatureFigures figures(FeaturePath path) {
    FeatureStatistics feature = features.get(path);
    return feature == null ? null : new FeatureFigures(feature, rows);
  }

  public void add(ColumnBatch batch) {
    Tasks tasks = tasks(List.of(batch));
    tasks.all().forEach(Runnable::run);
    settle(tasks);
  }

  /**
   * What is to be done to add batches in their order.
   *
   * @param all to be run once each, side by side with others or not
   * @param features those of them that features may grow by
   */
  record Tasks(List<Runnable> all, Collection<FeatureTasks.Task> features) {}

  /** Begins to add batches; nothing else may be done until {@link #settle}. */
  Tasks tasks(List<ColumnBatch> batches) {
    FeatureTasks ofFeatures = new FeatureTasks(features, options.featureAllowlist());
    List<ColumnBatch> sampled = new ArrayList<>();
    List<double @Nullable []> rowWeights = new ArrayList<>();
    for (ColumnBatch all : batches) {
      ColumnBatch batch = RowSample.of(all, options.sampleRate());
      ExampleWeights weights = ExampleWeights.of(batch, options);
      addRows(batch.rows(), weights.ofRows());
      if (options.addDefaultGenerators()) {
        ofFeatures.add(batch, weights);
      }
      sampled.add(batch);
      rowWeights.add(weights.ofRows());
    }
    List<Runnable> tasks = new ArrayList<>(ofFeatures.all());
    for (ExtraStatistics extra : extras.values()) {
      tasks.add(
          () -> {
            for (int i = 0; i < sampled.size(); i++) {
              extra.add(sampled.get(i), rowWeights.get(i));
            }
          });
    }
    return new Tasks(tasks, ofFeatures.all());
  }

  private void addRows(int count, double @Nullable [] weights) {
    rows += count;
    if (weights != null) {
      for (double weight : weights) {
        weightedRows += weight;
      }
    }
  }

  /** Ends what {@link #tasks} began, once all of them were run. */
  void settle(Tasks tasks) {
    for (FeatureTasks.Task task : tasks.features()) {
      features.keepBounded(task.moreBytes());
    }
  }

  /**
   * Another accumulator of the same, however it was counted: it writes the same bytes, and goes on
   * alike. Merging it into an empty one would not do: what full counts have just dropped is not
   * merged, and sketches of weighted numbers are put together anew.
   */
  public DatasetStatistics copy() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writeTo(new DataOutputStream(bytes));
      return readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds everything in {@code other}, which stays as it is.
   *
   * @throws IllegalArgumentException if it does not count alike, and so would not add up
   */
  public void merge(DatasetStatistics other) {
    String difference = difference(other);
    if (difference != null) {
      throw new IllegalArgumentException(difference);
    }
    rows += other.rows;
    weightedRows += other.weightedRows;
    features.merge(other.features);
    extras.forEach((name, own) -> own.merge(Objects.requireNonNull(other.extras.get(name))));
  }

  /** Whether {@link #merge} takes the other one, because it counts alike. */
  public boolean addsUpWith(DatasetStatistics other) {
    return difference(other) == null;
  }

  private @Nullable String difference(DatasetStatistics other) {
    String difference = options.difference(other.options);
    if (difference != null) {
      return difference;
    }
    if (!extras.keySet().equals(other.extras.keySet())) {
      return "extra statistics: "
          + other.extras.keySet()
          + " (expected: "
          + extras.keySet()
          + ", as in the others)";
    }
    if (!extras.isEmpty() && !Objects.equals(options.schema(), other.options.schema())) {
      return "schema: another one (expected: the same, which " + extras.keySet() + " go by)";
    }
    List<FeaturePath> otherwise = features.countedOtherwise(other.features);
    return otherwise.isEmpty()
        ? null
        : otherwise + ": counted in another way (expected: by a schema that says the same)";
  }

  /**
   * Features whose values were counted in another way than this schema wants: as numbers where it
   * says categories, for example.
   */
  public List<FeaturePath> measuredOtherwiseThan(@Nullable Schema schema) {
    return features.measuredOtherwiseThan(schema);
  }

  /** Whether there are statistics beside the basic ones. */
  public boolean hasExtraStatistics() {
    return !extras.isEmpty();
  }

  /**
   * Parts by feature, of the same rows: {@link #join} of all, each merged with those of other rows,
   * gives the merger of all. A feature goes with those inside it; which part it is in depends on
   * its name only. Extra statistics are in the first part. The parts take over what is in here.
   *
   * @param count how many parts, at least 1
   */
  public List<DatasetStatistics> partition(int count) {
    List<DatasetStatistics> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DatasetStatistics part =
          new DatasetStatistics(
              options, new FeatureSet(options), i == 0 ? extras : new LinkedHashMap<>());
      part.rows = rows;
      part.weightedRows = weightedRows;
      parts.add(part);
    }
    for (FeatureStatistics feature : features.all()) {
      byte[] name = LongText.bytes(feature.path().steps().get(0));
      int part = (int) Long.remainderUnsigned(Fingerprint.of(name, 0, name.length), count);
      parts.get(part).features.put(feature);
    }
    return parts;
  }

  /** Adds the features of another part of the same rows, and takes over its extra statistics. */
  public void join(DatasetStatistics part) {
    if (part.rows != rows) {
      throw new IllegalArgumentException(
          "rows: " + part.rows + " (expected: " + rows + ", the same as in the other part)");
    }
    features.merge(part.features);
    part.extras.forEach(extras::putIfAbsent);
  }

  /** The statistics so far, as a data set of this name; features in the order they came in. */
  public DatasetFeatureStatistics toProto(String name) {
    DatasetFeatureStatistics.Builder stats =
        DatasetFeatureStatistics.newBuilder()
            .setName(name)
            .setNumExamples(rows)
            .setWeightedNumExamples(weightedRows);
    Presence.Whole all = new Presence.Whole(rows, weightedRows);
    for (FeatureStatistics feature : features.all()) {
      List<String> steps = feature.path().steps();
      FeatureStatistics parent =
          steps.size() == 1
              ? null
              : features.get(new FeaturePath(steps.subList(0, steps.size() - 1)));
      stats.addFeatures(feature.toProto(parent == null ? all : parent.valueCount(), options));
    }
    for (ExtraStatistics extra : extras.values()) {
      extra.addTo(stats);
    }
    return stats.build();
  }

  /** Writes the accumulator, without its options, in a versioned form. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(rows);
    out.writeDouble(weightedRows);
    features.writeTo(out);
    ExtraKinds.write(extras, out);
  }

  /** Reads what was written by an accumulator of these options. */
  public static DatasetStatistics readFrom(DataInput in, StatisticsOptions options)
      throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("statistics version: " + version + " (expected: " + VERSION + ")");
    }
    long rows = in.readLong();
    double weightedRows = in.readDouble();
    DatasetStatistics read =
        new DatasetStatistics(
            options, FeatureSet.readFrom(in, options), ExtraKinds.read(in, options));
    read.rows = rows;
    read.weightedRows = weightedRows;
    return read;
  }
}
