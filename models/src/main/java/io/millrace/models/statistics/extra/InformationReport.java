package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;

/** Estimates the adjusted mutual information in each partition, and sums the estimates up. */
final class InformationReport {
  private static final String KEY = "adjusted_mutual_information";
  private static final int NEIGHBORS = 3;

  private final InformationSettings settings;
  private final Map<String, InformationSample.SampledFeature> features;
  private final Map<String, List<Double>> estimates = new TreeMap<>();

  InformationReport(
      InformationSettings settings, Map<String, InformationSample.SampledFeature> features) {
    this.settings = settings;
    this.features = features;
  }

  /** Adds the estimates of a partition; none if it has too few rows. */
  void add(List<RowReservoir.Row> rows) {
    String label = settings.label().toString();
    if (rows.size() <= NEIGHBORS || !features.containsKey(label)) {
      return;
    }
    KnnMutualInformation estimator = new KnnMutualInformation(NEIGHBORS, rows.size());
    EncodedFeature y = encoded(label, rows, settings.seed());
    EncodedFeature shuffled = y == null ? null : y.permuted(shuffledOrder(rows.size()));
    double most =
        settings.normalized() ? adjusted(encodedX(label, rows), y, shuffled, estimator) : 1;
    for (String name : features.keySet()) {
      if (!name.equals(label)) {
        double estimate = adjusted(encodedX(name, rows), y, shuffled, estimator);
        estimates.computeIfAbsent(name, n -> new ArrayList<>()).add(most > 0 ? estimate / most : 0);
      }
    }
  }

  private static double adjusted(
      @Nullable EncodedFeature x,
      @Nullable EncodedFeature y,
      @Nullable EncodedFeature shuffled,
      KnnMutualInformation estimator) {
    if (x == null || y == null || shuffled == null) {
      return 0;
    }
    return Math.max(0, x.informationWith(y, estimator) - x.informationWith(shuffled, estimator));
  }

  /** With noise of its own, also where it is the label. */
  private @Nullable EncodedFeature encodedX(String name, List<RowReservoir.Row> rows) {
    return encoded(name, rows, settings.seed() ^ RowHash.mix(name.hashCode()));
  }

  private @Nullable EncodedFeature encoded(String name, List<RowReservoir.Row> rows, long seed) {
    InformationSample.SampledFeature feature = features.get(name);
    if (feature == null) {
      return null;
    }
    long[][] values = new long[rows.size()][];
    boolean several = false;
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row).values(feature.index());
      several |= values[row] != null && values[row].length > 1;
    }
    Feature described = settings.schema().get(FeaturePath.of(name));
    return EncodedFeature.of(
        values,
        feature.categorical(),
        described == null ? several : SchemaFeatures.isMultivalent(described),
        settings.dimensions(),
        seed);
  }

  private int[] shuffledOrder(int size) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(order, new Random(settings.seed()));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  void addTo(FeatureEntries entries) {
    estimates.forEach(
        (name, list) -> {
          if (list.size() >= settings.presence()) {
            tell(FeaturePath.of(name), list, entries);
          }
        });
  }

  private static void tell(FeaturePath path, List<Double> list, FeatureEntries entries) {
    double[] sorted = list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double mean = Arrays.stream(sorted).average().orElse(0);
    double variance = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    entries.add(path, "min_" + KEY, sorted[0]);
    entries.add(path, "max_" + KEY, sorted[sorted.length - 1]);
    entries.add(path, "mean_" + KEY, mean);
    entries.add(path, "median_" + KEY, median);
    entries.add(path, "std_dev_" + KEY, Math.sqrt(variance));
    entries.add(path, "num_partitions_" + KEY, sorted.length);
  }
}
