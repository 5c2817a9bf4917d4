package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;

/** Estimates the adjusted mutual information of each feature with the label in a partition. */
final class AdjustedInformation {
  private static final String KEY = "adjusted_mutual_information";
  private static final int NEIGHBORS = 3;

  private final InformationSettings settings;
  private final Map<String, InformationSample.SampledFeature> features;
  private final List<RowReservoir.Row> rows;

  private AdjustedInformation(
      InformationSettings settings,
      Map<String, InformationSample.SampledFeature> features,
      List<RowReservoir.Row> rows) {
    this.settings = settings;
    this.features = features;
    this.rows = rows;
  }

  /** Reports the estimates of a partition; none if it has too few rows. */
  static void estimate(
      InformationSettings settings,
      Map<String, InformationSample.SampledFeature> features,
      List<RowReservoir.Row> rows,
      InformationReport report) {
    if (rows.size() > NEIGHBORS && features.containsKey(settings.label().toString())) {
      new AdjustedInformation(settings, features, rows).estimate(report);
    }
  }

  private void estimate(InformationReport report) {
    String label = settings.label().toString();
    KnnMutualInformation estimator = new KnnMutualInformation(NEIGHBORS, rows.size());
    EncodedFeature y = encoded(label, settings.seed());
    EncodedFeature shuffled = y == null ? null : y.permuted(settings.shuffledOrder(rows.size()));
    double most = settings.normalized() ? adjusted(encodedX(label), y, shuffled, estimator) : 1;
    for (String name : features.keySet()) {
      if (!name.equals(label)) {
        double estimate = adjusted(encodedX(name), y, shuffled, estimator);
        report.add(name, KEY, most > 0 ? estimate / most : 0);
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
  private @Nullable EncodedFeature encodedX(String name) {
    return encoded(name, settings.seed() ^ RowHash.mix(name.hashCode()));
  }

  private @Nullable EncodedFeature encoded(String name, long seed) {
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
}
