package io.millrace.models.validation;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetConstraints;

/** Finds data sets of fewer or more rows than expected. */
final class DatasetSizeCheck {
  private DatasetSizeCheck() {}

  static List<AnomalyInfo.Reason> check(DatasetConstraints constraints, long numExamples) {
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    if (constraints.hasMinExamplesCount() && numExamples < constraints.getMinExamplesCount()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.DATASET_LOW_NUM_EXAMPLES,
              "Low num examples in dataset.",
              "The dataset has " + numExamples + " examples, which is fewer than expected."));
    }
    if (constraints.hasMaxExamplesCount() && numExamples > constraints.getMaxExamplesCount()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.DATASET_HIGH_NUM_EXAMPLES,
              "High num examples in dataset.",
              "The dataset has " + numExamples + " examples, which is more than expected."));
    }
    return reasons;
  }
}
