package io.millrace.models.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * #TYPE_CONFLICT_ROWS}. When two accumulators with a feature of different types are merged, the
 * type that the schema declares stays, else the one of more rows; the others' rows are counted in
 * the same way. What was once only counted does not come back, so of a feature of several types it
 * depends on the order of rows and mergers which of them stays.
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

  private static final int VERSION = 4;
  private static final long MOST_SKETCH_BYTES = 64L << 20;

  private final StatisticsOptions options;
  private final SchemaKinds kinds;
  private final ValuesFactory factory;
  private final Map<FeaturePath, FeatureStatistics> features = new LinkedHashMap<>();
  private final Map<String, ExtraStatistics> extras;
  private long rows;
  private double weightedRows;
  private long sketchBytes;
  private boolean shrunk;

  public DatasetStatistics(StatisticsOptions options) {
    this(options, ExtraKinds.create(options));
  }

  private DatasetStatistics(StatisticsOptions options, Map<String, ExtraStatistics> extras) {
    this.options = options;
    this.kinds = new SchemaKinds(options.schema());
    this.factory = new ValuesFactory(options);
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
    FeatureTasks ofFeatures = new FeatureTasks(this::feature, options.featureAllowlist());
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
      keepBounded(task.moreBytes());
    }
  }

  /** The feature of this path; one that was absent so far takes the type of its first values. */
  private FeatureStatistics feature(
      FeaturePath path, ValueType type, int level, boolean hasValues) {
    FeatureStatistics feature = features.get(path);
    if (feature == null || (hasValues && feature.isAbsent() && !feature.isLike(type, level))) {
      feature = new FeatureStatistics(path, type, kinds.of(path, type), level, factory);
      features.put(path, feature);
    }
    if (hasValues) {
      feature.expectValues();
    }
    return feature;
  }

  private void keepBounded(long moreBytes) {
    sketchBytes += moreBytes;
    if (!shrunk && sketchBytes > MOST_SKETCH_BYTES) {
      shrunk = true;
      factory.shrink();
      features.values().forEach(FeatureStatistics::shrink);
    }
  }

  /** Another accumulator of the same, however it was counted. */
  public DatasetStatistics copy() {
    DatasetStatistics copy =
        new DatasetStatistics(options, ExtraKinds.create(options, extras.keySet()));
    copy.addAll(this);
    return copy;
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
    addAll(other);
  }

  private void addAll(DatasetStatistics other) {
    rows += other.rows;
    weightedRows += other.weightedRows;
    mergeFeatures(other);
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
    List<FeaturePath> otherwise =
        other.features.values().stream()
            .filter(theirs -> !theirs.countsLike(features.get(theirs.path()), kinds))
            .map(FeatureStatistics::path)
            .toList();
    return otherwise.isEmpty()
        ? null
        : otherwise + ": counted in another way (expected: by a schema that says the same)";
  }

  /**
   * Features whose values were counted in another way than this schema wants: as numbers where it
   * says categories, for example.
   */
  public List<FeaturePath> measuredOtherwiseThan(@Nullable Schema schema) {
    SchemaKinds wanted = new SchemaKinds(schema);
    return features.values().stream()
        .filter(feature -> feature.kind() != wanted.of(feature.path(), feature.type()))
        .map(FeatureStatistics::path)
        .toList();
  }

  private void mergeFeatures(DatasetStatistics other) {
    Set<FeaturePath> left = new HashSet<>();
    for (FeatureStatistics theirs : other.features.values()) {
      if (left.stream().anyMatch(path -> path.contains(theirs.path()))) {
        continue;
      }
      FeatureStatistics own = mergeable(theirs);
      if (!own.isLike(theirs)) {
        left.add(theirs.path());
      }
      if (!theirs.isAbsent()) {
        long before = own.bytes();
        own.merge(theirs);
        keepBounded(own.bytes() - before);
      }
    }
  }

  /** The feature to merge another one into: of the other's type if that prevails. */
  private FeatureStatistics mergeable(FeatureStatistics theirs) {
    FeaturePath path = theirs.path();
    FeatureStatistics own = features.get(path);
    if (own != null && (theirs.isAbsent() || (own.isLike(theirs) && own.kind() == theirs.kind()))) {
      return own;
    }
    if (own != null && !own.isAbsent() && !own.yieldsTo(theirs, kinds.declared(path))) {
      return own;
    }
    FeatureStatistics next =
        new FeatureStatistics(path, theirs.type(), theirs.kind(), theirs.level(), factory);
    if (own != null) {
      next.addConflicts(own);
      // Those inside it, if it was a struct: they are no features any more.
      features.keySet().removeIf(inside -> path.contains(inside) && !path.equals(inside));
    }
    features.put(path, next);
    return next;
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
          new DatasetStatistics(options, i == 0 ? extras : new LinkedHashMap<>());
      part.rows = rows;
      part.weightedRows = weightedRows;
      parts.add(part);
    }
    for (FeatureStatistics feature : features.values()) {
      byte[] name = LongText.bytes(feature.path().steps().get(0));
      int part = (int) Long.remainderUnsigned(Fingerprint.of(name, 0, name.length), count);
      parts.get(part).features.put(feature.path(), feature);
    }
    return parts;
  }

  /** Adds the features of another part of the same rows, and takes over its extra statistics. */
  public void join(DatasetStatistics part) {
    if (part.rows != rows) {
      throw new IllegalArgumentException(
          "rows: " + part.rows + " (expected: " + rows + ", the same as in the other part)");
    }
    mergeFeatures(part);
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
    for (FeatureStatistics feature : features.values()) {
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
    out.writeBoolean(shrunk);
    out.writeInt(features.size());
    for (FeatureStatistics feature : features.values()) {
      feature.writeTo(out);
    }
    ExtraKinds.write(extras, out);
  }

  /** Reads what was written by an accumulator of these options. */
  public static DatasetStatistics readFrom(DataInput in, StatisticsOptions options)
      throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("statistics version: " + version + " (expected: " + VERSION + ")");
    }
    DatasetStatistics read = new DatasetStatistics(options, new LinkedHashMap<>());
    read.rows = in.readLong();
    read.weightedRows = in.readDouble();
    if (in.readBoolean()) {
      read.shrunk = true;
      read.factory.shrink();
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      FeatureStatistics feature = FeatureStatistics.readFrom(in);
      read.features.put(feature.path(), feature);
      read.keepBounded(feature.bytes());
    }
    read.extras.putAll(ExtraKinds.read(in, options));
    return read;
  }
}
