package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/**
 * Accumulates the statistics of a data set, batch by batch. Mergeable; not thread-safe; bounded in
 * memory by the number of features, not of rows.
 *
 * <p>Features go by name. Batches need not have the same columns: a row without a column misses
 * that feature. A column whose type is not that of the feature's first values does no harm: its
 * rows are missing for the feature, and counted in the custom statistic {@link
 * #TYPE_CONFLICT_ROWS}.
 */
public final class DatasetStatistics {
  /** The custom statistic with the number of rows that had values of another type. */
  public static final String TYPE_CONFLICT_ROWS = "type_conflict_rows";

  /**
   * The custom statistic with how much the counts of single strings may be too high; only there
   * when they are estimates.
   */
  public static final String COUNT_ERROR = "string_count_error";

  private static final int VERSION = 1;

  private final StatisticsOptions options;
  private final Map<String, FeatureStatistics> features = new LinkedHashMap<>();
  private final NumberBuffer buffer = new NumberBuffer();
  private long rows;

  public DatasetStatistics(StatisticsOptions options) {
    this.options = options;
  }

  public long rows() {
    return rows;
  }

  public void add(ColumnBatch batch) {
    rows += batch.rows();
    for (int i = 0; i < batch.layout().size(); i++) {
      Column column = batch.column(i);
      if (column.isNested()) {
        continue;
      }
      boolean hasValues = column.validity().missing() < column.rows();
      feature(batch.layout().field(i).name(), column.type(), hasValues).add(column, buffer);
    }
  }

  /** The feature of this name; one that was absent so far takes the type of its first values. */
  private FeatureStatistics feature(String name, ValueType type, boolean hasValues) {
    FeatureStatistics feature = features.get(name);
    if (feature == null || (hasValues && feature.isAbsent() && feature.type() != type)) {
      feature = new FeatureStatistics(name, type, options);
      features.put(name, feature);
    }
    return feature;
  }

  /** Adds everything in {@code other}, which stays as it is and has the same options. */
  public void merge(DatasetStatistics other) {
    if (!other.options.countsLike(options)) {
      throw new IllegalArgumentException(
          "options: " + other.options + " (expected: " + options + ")");
    }
    rows += other.rows;
    for (FeatureStatistics theirs : other.features.values()) {
      feature(theirs.name(), theirs.type(), !theirs.isAbsent()).merge(theirs);
    }
  }

  /** The statistics so far, as a data set of this name; features in the order they came in. */
  public DatasetFeatureStatistics toProto(String name) {
    DatasetFeatureStatistics.Builder stats =
        DatasetFeatureStatistics.newBuilder().setName(name).setNumExamples(rows);
    for (FeatureStatistics feature : features.values()) {
      stats.addFeatures(feature.toProto(rows, options));
    }
    return stats.build();
  }

  /** Writes the accumulator in a versioned form; reading it gives an equal one. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    options.writeTo(out);
    out.writeLong(rows);
    out.writeInt(features.size());
    for (FeatureStatistics feature : features.values()) {
      feature.writeTo(out);
    }
  }

  public static DatasetStatistics readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("statistics version: " + version + " (expected: " + VERSION + ")");
    }
    DatasetStatistics read = new DatasetStatistics(StatisticsOptions.readFrom(in));
    read.rows = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      FeatureStatistics feature = FeatureStatistics.readFrom(in);
      read.features.put(feature.name(), feature);
    }
    return read;
  }
}
