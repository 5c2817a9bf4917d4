package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up what was estimated in each partition, for each feature and statistic. */
final class InformationReport {
  private final Map<String, Map<String, List<Double>>> estimates = new TreeMap<>();

  /** Adds an estimate of a partition. */
  void add(String feature, String statistic, double estimate) {
    estimates
        .computeIfAbsent(feature, n -> new TreeMap<>())
        .computeIfAbsent(statistic, n -> new ArrayList<>())
        .add(estimate);
  }

  /** Tells of those that at least this many partitions have. */
  void addTo(FeatureEntries entries, int presence) {
    estimates.forEach(
        (feature, statistics) ->
            statistics.forEach(
                (statistic, list) -> {
                  if (list.size() >= presence) {
                    tell(FeaturePath.of(feature), statistic, list, entries);
                  }
                }));
  }

  private static void tell(
      FeaturePath path, String statistic, List<Double> list, FeatureEntries entries) {
    double[] sorted = list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double mean = Arrays.stream(sorted).average().orElse(0);
    double variance = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    entries.add(path, "min_" + statistic, sorted[0]);
    entries.add(path, "max_" + statistic, sorted[sorted.length - 1]);
    entries.add(path, "mean_" + statistic, mean);
    entries.add(path, "median_" + statistic, median);
    entries.add(path, "std_dev_" + statistic, Math.sqrt(variance));
    entries.add(path, "num_partitions_" + statistic, sorted.length);
  }
}
