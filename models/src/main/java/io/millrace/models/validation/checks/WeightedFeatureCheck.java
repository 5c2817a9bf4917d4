package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedFeature;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.WeightedFeature;

/** Finds weighted features whose values and weights do not match. Fix: retires them. */
final class WeightedFeatureCheck {
  private WeightedFeatureCheck() {}

  static void check(WeightedFeature.Builder weighted, ObservedFeature observed, Findings findings) {
    int minDifference = 0;
    int maxDifference = 0;
    for (CustomStatistic custom : observed.stats().getCustomStatsList()) {
      double number = custom.getNum();
      switch (custom.getName()) {
        case "missing_value" ->
            missing(
                AnomalyInfo.Type.WEIGHTED_FEATURE_MISSING_VALUE, "value feature", number, findings);
        case "missing_weight" ->
            missing(
                AnomalyInfo.Type.WEIGHTED_FEATURE_MISSING_WEIGHT,
                "weight feature",
                number,
                findings);
        case "min_weight_length_diff" -> minDifference = (int) number;
        case "max_weight_length_diff" -> maxDifference = (int) number;
        default -> {} // Statistics of later versions.
      }
    }
    if (minDifference != 0 || maxDifference != 0) {
      findings.add(
          AnomalyInfo.Type.WEIGHTED_FEATURE_LENGTH_MISMATCH,
          "Length mismatch between value and weight feature",
          "Mismatch between weight and value feature with min_weight_length_diff = "
              + minDifference
              + " and max_weight_length_diff = "
              + maxDifference
              + ".");
    }
    if (!findings.reasons().isEmpty()) {
      weighted.setLifecycleStage(LifecycleStage.DEPRECATED);
    }
  }

  private static void missing(
      AnomalyInfo.Type type, String what, double examples, Findings findings) {
    if (examples != 0) {
      findings.add(
          type,
          "Missing " + what,
          "Found " + SixDigits.of(examples) + " examples missing " + what + ".");
    }
  }
}
