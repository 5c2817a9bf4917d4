package io.millrace.models.drift.windows;

import io.millrace.models.data.ValueType;
import io.millrace.models.drift.CategoryFeature;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.GridFeature;
import io.millrace.models.drift.NumericFeature;
import io.millrace.models.drift.Suitability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;

/**
 * Counts on a grid from statistics, as {@code millrace stats} and TFDV write them, for want of the
 * data: as exact as their histograms. Numbers are those of the quantiles histogram, or of the
 * standard one if there is none; strings are those of the rank histogram, the rest are others.
 *
 * <p>Where numbers lie within a bucket is unknown. In a reference they lie evenly. In what is
 * compared with one they lie where the reference has them, as far as the buckets allow that: so
 * drift is what must be, not what a guess made it.
 */
public final class StatisticsCounts {
  private static final String NO_HISTOGRAM = "no histogram of its values";

  private StatisticsCounts() {}

  /** The grid of the features with a histogram, whose names are wanted. */
  public static FeatureGrid grid(DatasetFeatureStatistics statistics, Predicate<String> wanted) {
    List<GridFeature> features = new ArrayList<>();
    for (FeatureNameStatistics feature : statistics.getFeaturesList()) {
      String name = name(feature);
      if (!wanted.test(name)) {
        continue;
      }
      if (feature.hasNumStats()) {
        ValueType type =
            feature.getType() == FeatureNameStatistics.Type.INT ? ValueType.INT : ValueType.FLOAT;
        features.add(new NumericFeature(name, type, edges(buckets(feature))));
      } else if (feature.hasStringStats()) {
        features.add(
            new CategoryFeature(
                name, ValueType.STRING, List.copyOf(labels(feature.getStringStats()).keySet())));
      }
    }
    return new FeatureGrid(features);
  }

  /**
   * The features that cannot be compared, and why: strings that are unique or times, new in every
   * window, and those whose values have no histogram.
   */
  public static Map<String, String> unsuitable(DatasetFeatureStatistics statistics) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (FeatureNameStatistics feature : statistics.getFeaturesList()) {
      if (lacksHistogram(feature)) {
        reasons.put(name(feature), NO_HISTOGRAM);
      } else if (feature.hasStringStats()) {
        StringStatistics strings = feature.getStringStats();
        Set<String> labels = labels(strings).keySet();
        String reason =
            Suitability.ofStrings(labels, strings.getUnique(), values(strings.getCommonStats()));
        if (reason != null) {
          reasons.put(name(feature), reason);
        }
      }
    }
    return reasons;
  }

  /**
   * The counts of a reference on its grid.
   *
   * @throws IllegalArgumentException if the values of a feature have no histogram
   */
  public static GridCounts count(DatasetFeatureStatistics statistics, FeatureGrid grid) {
    return count(statistics, grid, null);
  }

  /**
   * The counts of what is compared with a reference, on its grid; a feature that the statistics do
   * not have is missing in all rows.
   *
   * @throws IllegalArgumentException if the values of a feature have no histogram
   */
  public static GridCounts count(DatasetFeatureStatistics statistics, GridCounts reference) {
    return count(statistics, reference.grid(), reference);
  }

  private static boolean lacksHistogram(FeatureNameStatistics feature) {
    boolean isCounted = feature.hasNumStats() || feature.hasStringStats();
    CommonStatistics common = common(feature);
    double notNumbers = feature.hasNumStats() ? buckets(feature).getNumNan() : 0;
    int buckets =
        feature.hasNumStats()
            ? buckets(feature).getBucketsCount()
            : feature.getStringStats().getRankHistogram().getBucketsCount();
    // Lists may all be empty.
    boolean hasValues = common.getMaxNumValues() > 0 && values(common) > notNumbers;
    return isCounted && hasValues && buckets == 0;
  }

  private static GridCounts count(
      DatasetFeatureStatistics statistics, FeatureGrid grid, @Nullable GridCounts reference) {
    Map<String, FeatureNameStatistics> byName = new HashMap<>();
    statistics.getFeaturesList().forEach(feature -> byName.put(name(feature), feature));
    long[][] counts = new long[grid.size()][];
    for (int i = 0; i < counts.length; i++) {
      GridFeature described = grid.feature(i);
      counts[i] = new long[described.bins()];
      FeatureNameStatistics feature = byName.get(described.name());
      if (feature == null) {
        counts[i][GridFeature.MISSING] = statistics.getNumExamples();
      } else if (lacksHistogram(feature)) {
        throw new IllegalArgumentException(
            described.name()
                + ": "
                + NO_HISTOGRAM
                + " (expected: one of numbers or a rank histogram of strings, as `millrace stats`"
                + " and TFDV write them)");
      } else if (described instanceof NumericFeature numeric) {
        count(feature, numeric, reference == null ? null : reference.counts(i), counts[i]);
      } else if (described instanceof CategoryFeature category) {
        count(feature, category, counts[i]);
      }
    }
    return GridCounts.of(grid, statistics.getNumExamples(), counts);
  }

  private static void count(
      FeatureNameStatistics feature, CategoryFeature category, long[] counts) {
    CommonStatistics common = common(feature);
    counts[GridFeature.MISSING] = common.getNumMissing();
    Map<String, Double> labels =
        feature.hasStringStats() ? labels(feature.getStringStats()) : Map.of();
    long known = 0;
    for (int i = 0; i < category.categories().size(); i++) {
      long count = Math.round(labels.getOrDefault(category.categories().get(i), 0.0));
      counts[CategoryFeature.FIRST + i] = count;
      known += count;
    }
    counts[CategoryFeature.OTHER] = Math.max(0, values(common) - known);
  }

  private static void count(
      FeatureNameStatistics feature,
      NumericFeature numeric,
      long @Nullable [] reference,
      long[] counts) {
    counts[GridFeature.MISSING] = common(feature).getNumMissing();
    if (!feature.hasNumStats()) {
      counts[NumericFeature.NOT_A_NUMBER] = values(common(feature));
      return;
    }
    Histogram buckets = buckets(feature);
    counts[NumericFeature.NOT_A_NUMBER] = Math.round((double) buckets.getNumNan());
    double[] limits = numeric.limits();
    double all = Buckets.surelyUpTo(buckets, Double.POSITIVE_INFINITY);
    double referenceAll = 0;
    for (int bin = NumericFeature.NEGATIVE_INFINITY; bin < counts.length; bin++) {
      referenceAll += reference == null ? 0 : reference[bin];
    }
    double referenceHeld = 0;
    long before = 0;
    for (int i = 0; i <= limits.length; i++) {
      double limit = i < limits.length ? limits[i] : Double.POSITIVE_INFINITY;
      int bin = NumericFeature.NEGATIVE_INFINITY + i;
      double held = Buckets.evenlyUpTo(buckets, limit);
      if (reference != null && referenceAll > 0) {
        referenceHeld += reference[bin];
        double alike = referenceHeld / referenceAll * all;
        double least = Buckets.surelyUpTo(buckets, limit);
        held = Math.max(least, Math.min(Buckets.possiblyUpTo(buckets, limit), alike));
      }
      counts[bin] = Math.max(0, Math.round(held) - before);
      before += counts[bin];
    }
  }

  private static List<Double> edges(Histogram histogram) {
    List<Double> edges = new ArrayList<>();
    for (Histogram.Bucket bucket : histogram.getBucketsList()) {
      for (double edge : new double[] {bucket.getLowValue(), bucket.getHighValue()}) {
        boolean ascends = edges.isEmpty() || edge > edges.get(edges.size() - 1);
        boolean twice = edges.size() == 1 && edge == edges.get(0);
        if (Double.isFinite(edge) && (ascends || twice)) {
          edges.add(edge == 0 ? 0.0 : edge);
        }
      }
    }
    return edges;
  }

  private static Histogram buckets(FeatureNameStatistics feature) {
    Histogram found = Histogram.getDefaultInstance();
    for (Histogram histogram : feature.getNumStats().getHistogramsList()) {
      if (histogram.getType() == Histogram.HistogramType.QUANTILES
          || found.getBucketsCount() == 0) {
        found = histogram;
      }
    }
    return found;
  }

  private static Map<String, Double> labels(StringStatistics strings) {
    Map<String, Double> labels = new LinkedHashMap<>();
    for (RankHistogram.Bucket bucket : strings.getRankHistogram().getBucketsList()) {
      labels.put(bucket.getLabel(), bucket.getSampleCount());
    }
    return labels;
  }

  private static CommonStatistics common(FeatureNameStatistics feature) {
    return feature.hasNumStats()
        ? feature.getNumStats().getCommonStats()
        : feature.getStringStats().getCommonStats();
  }

  private static long values(CommonStatistics common) {
    return common.getTotNumValues() > 0 ? common.getTotNumValues() : common.getNumNonMissing();
  }

  private static String name(FeatureNameStatistics feature) {
    return feature.hasPath()
        ? String.join(".", feature.getPath().getStepList())
        : feature.getName();
  }
}
