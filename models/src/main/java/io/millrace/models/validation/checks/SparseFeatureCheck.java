package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedFeature;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.SparseFeature;

/** Finds sparse features whose values and indices do not match. Fix: retires them. */
final class SparseFeatureCheck {
  private SparseFeatureCheck() {}

  static void check(SparseFeature.Builder sparse, ObservedFeature observed, Findings findings) {
    for (CustomStatistic custom : observed.stats().getCustomStatsList()) {
      switch (custom.getName()) {
        case "missing_value" -> {
          if (custom.getNum() != 0) {
            findings.add(
                AnomalyInfo.Type.SPARSE_FEATURE_MISSING_VALUE,
                "Missing value feature",
                "Found " + SixDigits.of(custom.getNum()) + " examples missing value feature");
          }
        }
        case "missing_index" -> checkIndices(custom, findings);
        case "max_length_diff", "min_length_diff" -> checkLengths(custom, findings);
        default -> {} // Statistics of later versions.
      }
    }
    if (!findings.reasons().isEmpty()) {
      sparse.setLifecycleStage(LifecycleStage.DEPRECATED);
    }
  }

  private static void checkIndices(CustomStatistic missing, Findings findings) {
    for (RankHistogram.Bucket index : missing.getRankHistogram().getBucketsList()) {
      int examples = (int) index.getSampleCount();
      if (examples != 0) {
        findings.add(
            AnomalyInfo.Type.SPARSE_FEATURE_MISSING_INDEX,
            "Missing index feature",
            "Found " + examples + " examples missing index feature: " + index.getLabel());
      }
    }
  }

  private static void checkLengths(CustomStatistic differences, Findings findings) {
    for (RankHistogram.Bucket index : differences.getRankHistogram().getBucketsList()) {
      if (index.getSampleCount() != 0) {
        findings.add(
            AnomalyInfo.Type.SPARSE_FEATURE_LENGTH_MISMATCH,
            "Length mismatch between value and index feature",
            "Mismatch between index feature: "
                + index.getLabel()
                + " and value column, with "
                + differences.getName()
                + " = "
                + (int) index.getSampleCount());
      }
    }
  }
}
