package io.millrace.pipelines.config;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureComparator;
import org.tensorflow.metadata.v0.Schema;

/**
 * How far apart a feature's values in two data sets may be, in place of what the schema says.
 *
 * @param feature the name of a feature of the schema
 * @param threshold from which on, exclusively, there is an anomaly
 */
public record DistanceThreshold(
    String feature, Comparison comparison, Distance distance, double threshold) {

  /** What a data set is compared with. */
  public enum Comparison {
    /** The data before it. */
    DRIFT,
    /** The data that was served. */
    SKEW
  }

  /** The measure of the distance. */
  public enum Distance {
    INFINITY_NORM,
    JENSEN_SHANNON_DIVERGENCE,
    NORMALIZED_ABS_DIFFERENCE
  }

  /** The thresholds of these features. */
  static List<DistanceThreshold> readAll(Section validation, Kind<String> feature) {
    List<Section> items = validation.sections("thresholds");
    List<DistanceThreshold> thresholds = new ArrayList<>();
    for (Section item : items == null ? List.<Section>of() : items) {
      thresholds.add(
          new DistanceThreshold(
              item.required("feature", feature),
              item.required("comparison", Kind.choice(Comparison.class)),
              item.required("distance", Kind.choice(Distance.class)),
              item.required("threshold", Kind.NUMBER_FROM_ZERO)));
    }
    return List.copyOf(thresholds);
  }

  /**
   * Puts the threshold into the schema.
   *
   * @throws IllegalArgumentException if the schema does not have the feature
   */
  void putInto(Schema.Builder schema) {
    for (Feature.Builder candidate : schema.getFeatureBuilderList()) {
      if (candidate.getName().equals(feature)) {
        put(
            comparison == Comparison.DRIFT
                ? candidate.getDriftComparatorBuilder()
                : candidate.getSkewComparatorBuilder());
        return;
      }
    }
    throw new IllegalArgumentException(
        "thresholds: " + feature + " (expected: a feature of the schema)");
  }

  private void put(FeatureComparator.Builder comparator) {
    switch (distance) {
      case INFINITY_NORM -> comparator.getInfinityNormBuilder().setThreshold(threshold);
      case JENSEN_SHANNON_DIVERGENCE ->
          comparator.getJensenShannonDivergenceBuilder().setThreshold(threshold);
      case NORMALIZED_ABS_DIFFERENCE ->
          comparator.getNormalizedAbsDifferenceBuilder().setThreshold(threshold);
    }
  }
}
