package io.millrace.models.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.PresenceAndValencyStatistics;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;

/** The statistics of one feature, read the way schemas need them; by weight, where asked for. */
public final class ObservedFeature {
  private static final Pattern INTEGER = Pattern.compile("[ \\t-\\r]*([+-]?[0-9]+)[ \\t-\\r]*");

  /** How often the feature was missing, and had how many values, at one nest level. */
  public record Level(double missing, long minValues, long maxValues) {
    /** The number of values, where every row has the same and at least 1; else 0. */
    public long fixedValues() {
      return missing == 0 && minValues == maxValues ? minValues : 0;
    }
  }

  private final FeatureNameStatistics stats;
  private final Path path;
  private final boolean weighted;
  private @Nullable NavigableMap<String, Double> labels;

  ObservedFeature(FeatureNameStatistics stats, Path path, boolean weighted) {
    this.stats = stats;
    this.path = path;
    this.weighted = weighted;
  }

  public FeatureNameStatistics stats() {
    return stats;
  }

  public Path path() {
    return path;
  }

  /** The last step of the path. */
  public String name() {
    return path.getStep(path.getStepCount() - 1);
  }

  /** The type as schemas know it: strings are bytes. */
  public FeatureType type() {
    return switch (stats.getType()) {
      case INT -> FeatureType.INT;
      case FLOAT -> FeatureType.FLOAT;
      case STRING, BYTES -> FeatureType.BYTES;
      case STRUCT -> FeatureType.STRUCT;
      case UNRECOGNIZED -> FeatureType.TYPE_UNKNOWN;
    };
  }

  /** False for sparse and weighted features, which only have statistics of their own. */
  public boolean hasCommon() {
    return stats.getStatsCase() != FeatureNameStatistics.StatsCase.STATS_NOT_SET;
  }

  public CommonStatistics common() {
    return common(stats);
  }

  static CommonStatistics common(FeatureNameStatistics stats) {
    return switch (stats.getStatsCase()) {
      case NUM_STATS -> stats.getNumStats().getCommonStats();
      case STRING_STATS -> stats.getStringStats().getCommonStats();
      case BYTES_STATS -> stats.getBytesStats().getCommonStats();
      case STRUCT_STATS -> stats.getStructStats().getCommonStats();
      case STATS_NOT_SET -> CommonStatistics.getDefaultInstance();
    };
  }

  /** In how many rows the feature is, or the sum of their weights. */
  public double numPresent() {
    return weighted
        ? common().getWeightedCommonStats().getNumNonMissing()
        : common().getNumNonMissing();
  }

  /** In how many rows the feature is not, or the sum of their weights. */
  public double numMissing() {
    return weighted ? common().getWeightedCommonStats().getNumMissing() : common().getNumMissing();
  }

  /** True if any row had the feature. */
  public boolean isPresent() {
    return numPresent() > 0;
  }

  /** The number of values in all rows, or the sum of their weights. */
  public double numValues() {
    CommonStatistics common = common();
    if (weighted) {
      return common.getWeightedCommonStats().getTotNumValues();
    }
    return common.getTotNumValues() > 0
        ? common.getTotNumValues()
        : common.getNumNonMissing() * common.getAvgNumValues();
  }

  /** The nest levels, outermost first; a list of plain values has one. */
  public List<Level> levels() {
    CommonStatistics common = common();
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < common.getPresenceAndValencyStatsCount(); i++) {
      PresenceAndValencyStatistics level = common.getPresenceAndValencyStats(i);
      double missing =
          weighted && i < common.getWeightedPresenceAndValencyStatsCount()
              ? common.getWeightedPresenceAndValencyStats(i).getNumMissing()
              : level.getNumMissing();
      levels.add(new Level(missing, level.getMinNumValues(), level.getMaxNumValues()));
    }
    if (levels.isEmpty()) {
      levels.add(new Level(numMissing(), common.getMinNumValues(), common.getMaxNumValues()));
    }
    return levels;
  }

  public NumericStatistics numbers() {
    return stats.getNumStats();
  }

  /** The first histogram of numbers of this type, or null. */
  public @Nullable Histogram histogram(Histogram.HistogramType type) {
    List<Histogram> histograms =
        weighted
            ? numbers().getWeightedNumericStats().getHistogramsList()
            : numbers().getHistogramsList();
    for (Histogram histogram : histograms) {
      if (histogram.getType() == type) {
        return histogram;
      }
    }
    return null;
  }

  public boolean hasInvalidUtf8() {
    return stats.getStringStats().getInvalidUtf8Count() > 0;
  }

  /**
   * The strings that were seen and how often, or the sum of their weights, by their bytes; as many
   * as the statistics list.
   */
  public NavigableMap<String, Double> labels() {
    if (labels == null) {
      NavigableMap<String, Double> counts = new TreeMap<>(ByteOrder.STRINGS);
      StringStatistics strings = stats.getStringStats();
      RankHistogram histogram =
          weighted
              ? strings.getWeightedStringStats().getRankHistogram()
              : strings.getRankHistogram();
      for (RankHistogram.Bucket bucket : histogram.getBucketsList()) {
        counts.putIfAbsent(bucket.getLabel(), bucket.getSampleCount());
      }
      labels = Collections.unmodifiableNavigableMap(counts);
    }
    return labels;
  }

  /** The first statistic of this name that has no field of its own, or null. */
  public @Nullable CustomStatistic custom(String name) {
    for (CustomStatistic custom : stats.getCustomStatsList()) {
      if (custom.getName().equals(name)) {
        return custom;
      }
    }
    return null;
  }

  /** The 64-bit integer this string spells in decimal, or null. */
  public static @Nullable Long integer(String label) {
    var digits = INTEGER.matcher(label);
    if (!digits.matches()) {
      return null;
    }
    try {
      return Long.parseLong(digits.group(1));
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }
}
