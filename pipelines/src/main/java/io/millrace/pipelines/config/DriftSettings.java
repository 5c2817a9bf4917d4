package io.millrace.pipelines.config;

import io.millrace.pipelines.config.FeatureSettings.Transform;
import java.util.List;

/**
 * When the world counts as changed.
 *
 * @param features the columns whose distribution is watched
 * @param threshold of the population stability index against the reference
 * @param confidence of the bound that sampling noise alone stays below, above 0 and below 1
 * @param minimumRows a window with fewer has no verdict
 */
public record DriftSettings(
    List<String> features,
    double threshold,
    double confidence,
    long minimumRows,
    ErrorDrift error) {

  /**
   * The one-sided test of the model's error, window by window.
   *
   * @param minimumRows a window with fewer labels has no verdict
   * @param threshold the sum of excesses at which the error counts as grown, in standard deviations
   * @param slack the excess, in standard deviations, that is forgiven every window
   */
  public record ErrorDrift(ErrorMetric metric, long minimumRows, double threshold, double slack) {}

  public DriftSettings {
    features = List.copyOf(features);
  }

  static DriftSettings read(
      Section drift, DeclaredColumns columns, List<FeatureSettings> modelFeatures) {
    List<String> features =
        drift.listOrNull(
            "features", columns.of(ColumnType.INT, ColumnType.FLOAT, ColumnType.STRING));
    Section error = drift.section("error");
    return new DriftSettings(
        features == null ? columnsOf(modelFeatures) : features,
        drift.optional("threshold", Kind.POSITIVE_NUMBER, 0.25),
        drift.optional("confidence", Kind.SHARE, 0.99),
        drift.optional("minimum_rows", Kind.POSITIVE_LONG, 200L),
        new ErrorDrift(
            error.optional("metric", Kind.choice(ErrorMetric.class), ErrorMetric.MAPE),
            error.optional("minimum_rows", Kind.POSITIVE_LONG, 100L),
            error.optional("threshold", Kind.POSITIVE_NUMBER, 5.0),
            error.optional("slack", Kind.NUMBER_FROM_ZERO, 0.5)));
  }

  private static List<String> columnsOf(List<FeatureSettings> features) {
    return features.stream()
        .filter(feature -> feature.transform() != Transform.CYCLIC_TIME)
        .map(FeatureSettings::name)
        .toList();
  }
}
