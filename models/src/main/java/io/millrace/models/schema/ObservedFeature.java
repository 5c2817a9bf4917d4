package io.millrace.models.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.PresenceAndValencyStatistics;
import org.tensorflow.metadata.v0.RankHistogram;

/** The statistics of one feature, read the way schemas need them. */
public final class ObservedFeature {
  private static final Comparator<String> BYTE_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  /** How often the feature was missing, and had how many values, at one nest level. */
  public record Level(long missing, long minValues, long maxValues) {
    /** The number of values, where every row has the same and at least 1; else 0. */
    public long fixedValues() {
      return missing == 0 && minValues == maxValues ? minValues : 0;
    }
  }

  private final FeatureNameStatistics stats;

  public ObservedFeature(FeatureNameStatistics stats) {
    this.stats = stats;
  }

  public FeatureNameStatistics stats() {
    return stats;
  }

  /** The path, also where the statistics only have a name. */
  public Path path() {
    return stats.hasPath() ? stats.getPath() : Path.newBuilder().addStep(stats.getName()).build();
  }

  /** The last step of the path. */
  public String name() {
    Path path = path();
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

  public CommonStatistics common() {
    return switch (stats.getStatsCase()) {
      case NUM_STATS -> stats.getNumStats().getCommonStats();
      case STRING_STATS -> stats.getStringStats().getCommonStats();
      case BYTES_STATS -> stats.getBytesStats().getCommonStats();
      case STRUCT_STATS -> stats.getStructStats().getCommonStats();
      case STATS_NOT_SET -> CommonStatistics.getDefaultInstance();
    };
  }

  /** True if any row had the feature. */
  public boolean isPresent() {
    return common().getNumNonMissing() > 0;
  }

  /** The nest levels, outermost first; a list of plain values has one. */
  public List<Level> levels() {
    CommonStatistics common = common();
    List<Level> levels = new ArrayList<>();
    for (PresenceAndValencyStatistics level : common.getPresenceAndValencyStatsList()) {
      levels.add(
          new Level(level.getNumMissing(), level.getMinNumValues(), level.getMaxNumValues()));
    }
    if (levels.isEmpty()) {
      levels.add(
          new Level(common.getNumMissing(), common.getMinNumValues(), common.getMaxNumValues()));
    }
    return levels;
  }

  public NumericStatistics numbers() {
    return stats.getNumStats();
  }

  public boolean hasInvalidUtf8() {
    return stats.getStringStats().getInvalidUtf8Count() > 0;
  }

  /** The strings that were seen and how often, by their bytes; as many as the statistics list. */
  public NavigableMap<String, Double> labels() {
    NavigableMap<String, Double> labels = new TreeMap<>(BYTE_ORDER);
    for (RankHistogram.Bucket bucket : stats.getStringStats().getRankHistogram().getBucketsList()) {
      labels.merge(bucket.getLabel(), bucket.getSampleCount(), Double::sum);
    }
    return labels;
  }

  /** The 64-bit integer this string spells in decimal, or null. */
  public static @Nullable Long integer(String label) {
    String digits = label.strip();
    if (!INTEGER.matcher(digits).matches()) {
      return null;
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }
}
