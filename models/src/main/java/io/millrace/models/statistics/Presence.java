package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ListColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.PresenceAndValencyStatistics;
import org.tensorflow.metadata.v0.WeightedCommonStatistics;

/**
 * In how many rows a feature is present, and with how many values; of lists of lists, at every
 * level, and besides how many innermost values a row has.
 */
final class Presence {
  /** What could have been present: rows of the data set, or structs of a parent feature. */
  record Whole(long count, double weight) {}

  private final List<ValueCounts> levels;
  private final @Nullable ValueCounts innermost;

  private Presence(List<ValueCounts> levels, @Nullable ValueCounts innermost) {
    this.levels = levels;
    this.innermost = innermost;
  }

  /** Counts of lists of the given level, 1 for plain values. */
  Presence(int level, Supplier<@Nullable QuantileSketch> sketches) {
    this.levels = new ArrayList<>(level);
    for (int i = 0; i < level; i++) {
      levels.add(new ValueCounts(sketches.get()));
    }
    this.innermost = level > 1 ? new ValueCounts(sketches.get()) : null;
  }

  /** The level of a column's lists. */
  static int level(Column column) {
    int level = 1;
    for (Column at = column; at instanceof ListColumn list; at = list.elements()) {
      level++;
    }
    return level;
  }

  int level() {
    return levels.size();
  }

  /** How far down there is anything, as a {@link FeatureShape} says it. */
  int depth() {
    if (rows() == 0) {
      return 0;
    }
    int depth = 1;
    while (depth <= level() && levels.get(depth - 1).values() > 0) {
      depth++;
    }
    return depth;
  }

  /** Rows in which the feature is present. */
  long rows() {
    return levels.get(0).lists();
  }

  /** All innermost values, as what their children could be present in. */
  Whole values() {
    ValueCounts last = levels.get(levels.size() - 1);
    return new Whole(last.values(), last.weightedValues());
  }

  /** The most innermost values that a row has. */
  long mostValues() {
    return (innermost == null ? levels.get(0) : innermost).max();
  }

  /** The fewest innermost values of a row that has the feature. */
  long fewestValues() {
    return (innermost == null ? levels.get(0) : innermost).min();
  }

  /** Counts the lists of one level; the column's rows are these lists. */
  void add(int level, Column column, double @Nullable [] weights) {
    levels.get(level).add(column, weights);
  }

  /** Counts the innermost values of the rows, if there are lists of lists. */
  void addInnermost(Column column, double @Nullable [] weights) {
    ValueCounts counts = innermost;
    if (counts == null) {
      return;
    }
    int[] sizes = new int[column.rows()];
    for (int row = 0; row < sizes.length; row++) {
      sizes[row] = column.isPresent(row) ? innermostValues(column, row) : -1;
    }
    counts.add(sizes, sizes.length, weights);
  }

  private static int innermostValues(Column column, int row) {
    if (!(column instanceof ListColumn list)) {
      return column.valueEnd(row) - column.valueStart(row);
    }
    int values = 0;
    for (int i = list.valueStart(row); i < list.valueEnd(row); i++) {
      values += innermostValues(list.elements(), i);
    }
    return values;
  }

  /** Adds other counts; those of other levels if they have no values, and no lists deeper down. */
  void merge(Presence other) {
    for (int i = 0; i < Math.min(level(), other.level()); i++) {
      levels.get(i).merge(other.levels.get(i));
    }
    if (innermost != null) {
      innermost.merge(other.innermost == null ? other.levels.get(0) : other.innermost);
    }
  }

  long bytes() {
    long bytes = 0;
    for (ValueCounts level : levels) {
      bytes += bytes(level);
    }
    return innermost == null ? bytes : bytes + bytes(innermost);
  }

  private static long bytes(ValueCounts counts) {
    QuantileSketch lengths = counts.lengths();
    return lengths == null ? 0 : lengths.bytes();
  }

  void shrink() {
    for (ValueCounts level : levels) {
      shrink(level);
    }
    if (innermost != null) {
      shrink(innermost);
    }
  }

  private static void shrink(ValueCounts counts) {
    QuantileSketch lengths = counts.lengths();
    if (lengths != null) {
      lengths.shrink();
    }
  }

  /** The common statistics; weighted ones too, if the feature has weights. */
  CommonStatistics toProto(Whole whole, boolean weighted, StatisticsOptions options) {
    ValueCounts outer = levels.get(0);
    ValueCounts counts = innermost == null ? outer : innermost;
    CommonStatistics.Builder common =
        CommonStatistics.newBuilder()
            .setNumNonMissing(outer.lists())
            .setNumMissing(whole.count() - outer.lists())
            .setTotNumValues(counts.values());
    if (outer.lists() > 0) {
      common
          .setMinNumValues(counts.min())
          .setMaxNumValues(counts.max())
          .setAvgNumValues((float) ((double) counts.values() / outer.lists()));
      QuantileSketch lengths = counts.lengths();
      if (lengths != null) {
        common.setNumValuesHistogram(
            QuantilesHistogram.of(lengths.quantiles(options.numValuesHistogramBuckets())));
      }
    }
    if (weighted) {
      common.setWeightedCommonStats(weighted(whole.weight(), outer, counts));
    }
    if (levels.size() > 1) {
      addLevels(common, whole, weighted);
    }
    return common.build();
  }

  private void addLevels(CommonStatistics.Builder common, Whole whole, boolean weighted) {
    Whole above = whole;
    for (ValueCounts level : levels) {
      PresenceAndValencyStatistics.Builder stats =
          common
              .addPresenceAndValencyStatsBuilder()
              .setNumNonMissing(level.lists())
              .setNumMissing(above.count() - level.lists());
      if (level.lists() > 0) {
        stats
            .setMinNumValues(level.min())
            .setMaxNumValues(level.max())
            .setTotNumValues(level.values());
      }
      if (weighted) {
        common.addWeightedPresenceAndValencyStats(weighted(above.weight(), level, level));
      }
      above = new Whole(level.values(), level.weightedValues());
    }
  }

  private static WeightedCommonStatistics weighted(
      double whole, ValueCounts lists, ValueCounts values) {
    WeightedCommonStatistics.Builder stats =
        WeightedCommonStatistics.newBuilder()
            .setNumNonMissing(lists.weightedLists())
            .setNumMissing(whole - lists.weightedLists())
            .setTotNumValues(values.weightedValues());
    if (lists.weightedLists() > 0) {
      stats.setAvgNumValues(values.weightedValues() / lists.weightedLists());
    }
    return stats.build();
  }

  /** Adds the histograms of how long the lists inside lists are. */
  void addLengths(FeatureNameStatistics.Builder stats, StatisticsOptions options) {
    int buckets = options.numValuesHistogramBuckets();
    for (int i = 1; i < levels.size(); i++) {
      ValueCounts level = levels.get(i);
      QuantileSketch lengths = level.lengths();
      if (lengths == null || lengths.isEmpty()) {
        continue;
      }
      Quantiles quantiles = lengths.quantiles(buckets);
      String name = "level_" + (i + 1) + "_value_list_length_";
      stats
          .addCustomStats(
              CustomStatistic.newBuilder()
                  .setName(name + "quantiles")
                  .setHistogram(QuantilesHistogram.of(quantiles)))
          .addCustomStats(
              CustomStatistic.newBuilder()
                  .setName(name + "standard")
                  .setHistogram(
                      StandardHistogram.of(quantiles, level.min(), level.max(), 0, buckets)));
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(levels.size());
    for (ValueCounts level : levels) {
      level.writeTo(out);
    }
    if (innermost != null) {
      innermost.writeTo(out);
    }
  }

  static Presence readFrom(DataInput in) throws IOException {
    int count = in.readByte();
    List<ValueCounts> levels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      levels.add(ValueCounts.readFrom(in));
    }
    return new Presence(levels, count > 1 ? ValueCounts.readFrom(in) : null);
  }
}
