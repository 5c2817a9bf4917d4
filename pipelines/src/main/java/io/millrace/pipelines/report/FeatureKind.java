package io.millrace.pipelines.report;

import io.millrace.models.schema.PathText;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/** Which table of the page a feature is in: by the statistics it has, not by its type. */
enum FeatureKind {
  NUMERIC("Numbers"),
  CATEGORICAL("Categories and strings"),
  BYTES("Bytes"),
  STRUCT("Structs");

  private final String title;

  FeatureKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static FeatureKind of(FeatureNameStatistics feature) {
    return switch (feature.getStatsCase()) {
      case NUM_STATS -> NUMERIC;
      case STRING_STATS -> CATEGORICAL;
      case BYTES_STATS -> BYTES;
      case STRUCT_STATS -> STRUCT;
      case STATS_NOT_SET ->
          switch (feature.getType()) {
            case INT, FLOAT -> NUMERIC;
            case BYTES -> BYTES;
            case STRUCT -> STRUCT;
            case STRING, UNRECOGNIZED -> CATEGORICAL;
          };
    };
  }

  CommonStatistics common(FeatureNameStatistics feature) {
    return switch (this) {
      case NUMERIC -> feature.getNumStats().getCommonStats();
      case CATEGORICAL -> feature.getStringStats().getCommonStats();
      case BYTES -> feature.getBytesStats().getCommonStats();
      case STRUCT -> feature.getStructStats().getCommonStats();
    };
  }

  /** The feature's path as anomalies spell it; its name where it has no path. */
  static String id(FeatureNameStatistics feature) {
    return feature.hasPath() ? PathText.of(feature.getPath()) : feature.getName();
  }
}
