package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.Compat;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * The statistics of one feature. Its type, and how deep its lists are nested, are those of the
 * first values it has, and open before, as {@link FeatureShape} says; rows with values of another
 * type are only counted, as {@link DatasetStatistics#TYPE_CONFLICT_ROWS}.
 */
final class FeatureStatistics {
  private final FeaturePath path;
  private ValueType type;
  private FeatureKind kind;
  private Presence presence;
  private FeatureValues values;
  private long conflictRows;
  private int expectedDepth;

  FeatureStatistics(
      FeaturePath path, ValueType type, FeatureKind kind, int level, ValuesFactory factory) {
    this(
        path,
        type,
        kind,
        new Presence(level, () -> factory.sketch(path)),
        factory.values(path, kind));
  }

  private FeatureStatistics(
      FeaturePath path, ValueType type, FeatureKind kind, Presence presence, FeatureValues values) {
    this.path = path;
    this.type = type;
    this.kind = kind;
    this.presence = presence;
    this.values = values;
  }

  FeaturePath path() {
    return path;
  }

  ValueType type() {
    return type;
  }

  FeatureKind kind() {
    return kind;
  }

  int level() {
    return presence.level();
  }

  /** What is there and what is expected. */
  FeatureShape shape() {
    return new FeatureShape(type, level(), Math.max(presence.depth(), expectedDepth));
  }

  private boolean isLike(FeatureStatistics other) {
    return shape().isLike(other.shape());
  }

  /** Whether the values were counted as another one's, or as a schema wants where there is none. */
  boolean countsLike(@Nullable FeatureStatistics other, SchemaKinds wanted) {
    return other == null
        ? kind == wanted.of(path, type)
        : kind == other.kind || isAbsent() || other.isAbsent() || !isLike(other);
  }

  /**
   * Whether of two types the other's stays: that which is declared, else that of more rows, else
   * the simpler one, so that the order of the two does not matter.
   */
  boolean yieldsTo(FeatureStatistics other, @Nullable ValueType declared) {
    if (isLike(other)) {
      return false;
    }
    if (type != other.type && (type == declared || other.type == declared)) {
      return other.type == declared;
    }
    if (presentRows() != other.presentRows()) {
      return other.presentRows() > presentRows();
    }
    int byType = type.compareTo(other.type);
    return byType == 0 ? other.level() < level() : byType > 0;
  }

  /** Counts the rows of a feature that yielded to this one. */
  void addConflicts(FeatureStatistics other) {
    conflictRows += other.conflictRows + other.presence.rows();
  }

  /** True while no row had the feature. */
  boolean isAbsent() {
    return shape().isAbsent();
  }

  /** Says that a column will be added, though it is not yet. */
  void expect(FeatureShape column) {
    if (column.goesWith(shape())) {
      expectedDepth = Math.max(expectedDepth, column.depth());
    }
  }

  /** Takes another type, as there are no values so far; the rows with empty lists stay. */
  void become(FeatureShape shape, FeatureKind newKind, ValuesFactory factory) {
    Presence empty = presence;
    type = shape.type();
    kind = newKind;
    presence = new Presence(shape.level(), () -> factory.sketch(path));
    presence.merge(empty);
    values = factory.values(path, newKind);
  }

  /** All innermost values so far. */
  Presence.Whole valueCount() {
    return presence.values();
  }

  /** Rows in which the feature is present. */
  long presentRows() {
    return presence.rows();
  }

  /** The most innermost values that a row has. */
  long mostValues() {
    return presence.mostValues();
  }

  /** The fewest innermost values of a row that has the feature. */
  long fewestValues() {
    return presence.fewestValues();
  }

  FeatureValues values() {
    return values;
  }

  /** Adds a column; false if its values are not of this feature's type. */
  boolean add(Column column, double @Nullable [] weights, ColumnScratch scratch) {
    FeatureShape shape = FeatureShape.of(column);
    if (!shape.goesWith(shape())) {
      conflictRows += column.rows() - column.validity().missing();
      return false;
    }
    presence.addInnermost(column, weights);
    Column at = column;
    double[] atWeights = weights;
    int level = 0;
    while (true) {
      presence.add(level++, at, atWeights);
      if (level == level() || !(at instanceof ListColumn list)) {
        break;
      }
      atWeights = atWeights == null ? null : ExampleWeights.ofValues(list, atWeights);
      at = list.elements();
    }
    if (shape.isLike(shape())) {
      values.add(at, atWeights, scratch);
    }
    return true;
  }

  /** Adds those of the same feature, measured by a schema that says the same of it. */
  void merge(FeatureStatistics other) {
    if (!other.shape().goesWith(shape())) {
      addConflicts(other);
      return;
    }
    conflictRows += other.conflictRows;
    presence.merge(other.presence);
    if (isLike(other)) {
      values.merge(other.values);
    }
  }

  /** The statistics, in a whole of as many rows, or structs around the feature. */
  FeatureNameStatistics toProto(Presence.Whole whole, StatisticsOptions options) {
    boolean weighted = ExampleWeights.has(options, path);
    CommonStatistics common = presence.toProto(whole, weighted, options);
    FeatureNameStatistics.Builder stats =
        FeatureNameStatistics.newBuilder()
            .setPath(path.toProto())
            .setType(FeatureNameStatistics.Type.valueOf(type.name()));
    values.addTo(stats, common, options);
    List<CustomStatistic> own = new ArrayList<>(stats.getCustomStatsList());
    stats.clearCustomStats();
    presence.addLengths(stats, options);
    stats.addAllCustomStats(own);
    if (conflictRows > 0 && options.compat() == Compat.MILLRACE) {
      stats.addCustomStats(
          CustomStatistic.newBuilder()
              .setName(DatasetStatistics.TYPE_CONFLICT_ROWS)
              .setNum(conflictRows));
    }
    return stats.build();
  }

  long bytes() {
    return presence.bytes() + values.bytes();
  }

  void shrink() {
    presence.shrink();
    values.shrink();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(path.steps().size());
    for (String step : path.steps()) {
      LongText.write(step, out);
    }
    out.writeUTF(type.name());
    out.writeUTF(kind.name());
    presence.writeTo(out);
    values.writeTo(out);
    out.writeLong(conflictRows);
  }

  static FeatureStatistics readFrom(DataInput in) throws IOException {
    List<String> steps = new ArrayList<>();
    for (int count = in.readInt(); steps.size() < count; ) {
      steps.add(LongText.read(in));
    }
    ValueType type = ValueType.valueOf(in.readUTF());
    FeatureKind kind = FeatureKind.valueOf(in.readUTF());
    Presence presence = Presence.readFrom(in);
    FeatureStatistics read =
        new FeatureStatistics(
            new FeaturePath(steps), type, kind, presence, ValuesFactory.read(kind, in));
    read.conflictRows = in.readLong();
    return read;
  }
}
