package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedDataset;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetConstraints;
import org.tensorflow.metadata.v0.NumericValueComparator;

/**
 * Finds data sets of more or fewer rows than expected, or than there were before. Fix: moves the
 * bound.
 */
public final class DatasetCheck {
  private DatasetCheck() {}

  public static void check(
      DatasetConstraints.Builder constraints, CheckContext context, Findings findings) {
    if (constraints.hasNumExamplesDriftComparator()) {
      compare(
          constraints.getNumExamplesDriftComparatorBuilder(),
          context.data(),
          context.previousSpan(),
          "previous span",
          findings);
    }
    if (constraints.hasNumExamplesVersionComparator()) {
      compare(
          constraints.getNumExamplesVersionComparatorBuilder(),
          context.data(),
          context.previousVersion(),
          "previous version",
          findings);
    }
    double examples = context.data().numExamples();
    if (constraints.hasMinExamplesCount() && examples < constraints.getMinExamplesCount()) {
      findings.add(
          AnomalyInfo.Type.DATASET_LOW_NUM_EXAMPLES,
          "Low num examples in dataset.",
          "The dataset has " + SixDigits.of(examples) + " examples, which is fewer than expected.");
      constraints.setMinExamplesCount((long) examples);
    }
    // TFDV looks at the maximum only where a minimum is set.
    boolean looks = constraints.hasMinExamplesCount() || !context.likeTfdv();
    if (looks
        && constraints.hasMaxExamplesCount()
        && examples > constraints.getMaxExamplesCount()) {
      findings.add(
          AnomalyInfo.Type.DATASET_HIGH_NUM_EXAMPLES,
          "High num examples in dataset.",
          "The dataset has " + SixDigits.of(examples) + " examples, which is more than expected.");
      constraints.setMaxExamplesCount((long) examples);
    }
  }

  private static void compare(
      NumericValueComparator.Builder expected,
      ObservedDataset current,
      @Nullable ObservedDataset control,
      String controlName,
      Findings findings) {
    if (control == null) {
      return;
    }
    String where = " num examples in current dataset versus the " + controlName;
    if (control.numExamples() == 0) {
      if (expected.hasMaxFractionThreshold()) {
        expected.clearMaxFractionThreshold();
        findings.add(
            AnomalyInfo.Type.COMPARATOR_HIGH_NUM_EXAMPLES,
            "High" + where + ", which has 0.",
            "The "
                + controlName
                + " has 0 examples, so there is a high number of examples in the current dataset"
                + " versus the "
                + controlName
                + ".");
      }
      return;
    }
    double ratio = current.numExamples() / control.numExamples();
    if (expected.hasMaxFractionThreshold() && ratio > expected.getMaxFractionThreshold()) {
      findings.add(
          AnomalyInfo.Type.COMPARATOR_HIGH_NUM_EXAMPLES,
          "High" + where + ".",
          describe(controlName, ratio, "above", expected.getMaxFractionThreshold()));
      expected.setMaxFractionThreshold(ratio);
    }
    if (expected.hasMinFractionThreshold() && ratio < expected.getMinFractionThreshold()) {
      findings.add(
          AnomalyInfo.Type.COMPARATOR_LOW_NUM_EXAMPLES,
          "Low" + where + ".",
          describe(controlName, ratio, "below", expected.getMinFractionThreshold()));
      expected.setMinFractionThreshold(ratio);
    }
  }

  private static String describe(
      String controlName, double ratio, String relation, double threshold) {
    return "The ratio of num examples in the current dataset versus the "
        + controlName
        + " is "
        + SixDigits.of(ratio)
        + " (up to six significant digits), which is "
        + relation
        + " the threshold "
        + SixDigits.of(threshold)
        + ".";
  }
}
