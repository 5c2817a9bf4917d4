package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Path;

/**
 * The statistics of one feature. Its type is that of the first values it has; rows with values of
 * another type are only counted, as {@link DatasetStatistics#TYPE_CONFLICT_ROWS}.
 */
final class FeatureStatistics {
  private final String name;
  private final ValueType type;
  private final ValueCounts counts;
  private final FeatureValues values;
  private long conflictRows;

  FeatureStatistics(String name, ValueType type, StatisticsOptions options) {
    this(name, type, new ValueCounts(options.epsilon()), noValues(type, options));
  }

  private FeatureStatistics(String name, ValueType type, ValueCounts counts, FeatureValues values) {
    this.name = name;
    this.type = type;
    this.counts = counts;
    this.values = values;
  }

  private static FeatureValues noValues(ValueType type, StatisticsOptions options) {
    return type == ValueType.STRING ? new StringValues() : new NumericValues(options.epsilon());
  }

  String name() {
    return name;
  }

  ValueType type() {
    return type;
  }

  /** True while no row had the feature: its type is then open. */
  boolean isAbsent() {
    return counts.rows() == 0;
  }

  void add(Column column, NumberBuffer buffer) {
    if (column.type() != type) {
      conflictRows += column.rows() - column.validity().missing();
      return;
    }
    counts.add(column);
    values.add(column, buffer);
  }

  void merge(FeatureStatistics other) {
    conflictRows += other.conflictRows;
    if (other.type != type) {
      conflictRows += other.counts.rows();
      return;
    }
    counts.merge(other.counts);
    values.merge(other.values);
  }

  FeatureNameStatistics toProto(long numExamples, StatisticsOptions options) {
    FeatureNameStatistics.Builder stats =
        FeatureNameStatistics.newBuilder()
            .setPath(Path.newBuilder().addStep(name))
            .setType(FeatureNameStatistics.Type.valueOf(type.name()));
    CommonStatistics common = counts.toProto(numExamples, options);
    if (values instanceof StringValues strings) {
      stats.setStringStats(strings.toProto(options).setCommonStats(common));
      addCustom(stats, DatasetStatistics.COUNT_ERROR, strings.error());
    } else if (values instanceof NumericValues numbers) {
      stats.setNumStats(numbers.toProto(options).setCommonStats(common));
    }
    addCustom(stats, DatasetStatistics.TYPE_CONFLICT_ROWS, conflictRows);
    return stats.build();
  }

  private static void addCustom(FeatureNameStatistics.Builder stats, String name, long number) {
    if (number > 0) {
      stats.addCustomStats(CustomStatistic.newBuilder().setName(name).setNum(number));
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeUTF(name);
    out.writeUTF(type.name());
    counts.writeTo(out);
    values.writeTo(out);
    out.writeLong(conflictRows);
  }

  static FeatureStatistics readFrom(DataInput in) throws IOException {
    String name = in.readUTF();
    ValueType type = ValueType.valueOf(in.readUTF());
    ValueCounts counts = ValueCounts.readFrom(in);
    FeatureValues values =
        type == ValueType.STRING ? StringValues.readFrom(in) : NumericValues.readFrom(in);
    FeatureStatistics read = new FeatureStatistics(name, type, counts, values);
    read.conflictRows = in.readLong();
    return read;
  }
}
