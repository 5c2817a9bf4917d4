package io.millrace.models.validation.checks;

import io.millrace.models.data.Compat;
import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.validation.distance.Distances;
import io.millrace.models.validation.distance.LabelDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo.Measurement;
import org.tensorflow.metadata.v0.FeatureComparator;

/** A feature beside its control; distances with a threshold are measured and held against it. */
final class FeatureComparison {
  /** What is compared, and with what, in words. */
  record Names(String current, String control) {
    String between() {
      return " between " + current + " and " + control;
    }
  }

  static final Names DRIFT = new Names("current", "previous");
  static final Names SKEW = new Names("training", "serving");

  private final ObservedFeature observed;
  private final ObservedFeature control;
  private final FeatureComparator.Builder comparator;
  private final Names names;
  private final Findings findings;
  private final List<Measurement> measurements = new ArrayList<>();

  FeatureComparison(
      ObservedFeature observed,
      ObservedFeature control,
      FeatureComparator.Builder comparator,
      Names names,
      Findings findings) {
    this.observed = observed;
    this.control = control;
    this.comparator = comparator;
    this.names = names;
    this.findings = findings;
  }

  /** Every distance that was measured, too high or not. */
  List<Measurement> measurements() {
    return measurements;
  }

  void checkInfinityNorm() {
    if (!comparator.getInfinityNorm().hasThreshold()) {
      return;
    }
    LabelDistance distance = Distances.infinityNorm(observed, control);
    double threshold = comparator.getInfinityNorm().getThreshold();
    if (measure(Measurement.Type.L_INFTY, distance.value(), threshold)) {
      findings.add(
          AnomalyInfo.Type.COMPARATOR_L_INFTY_HIGH,
          "High Linfty distance" + names.between(),
          describe("Linfty distance", distance, threshold));
      comparator.getInfinityNormBuilder().setThreshold(distance.value());
    }
  }

  void checkNormalizedAbsoluteDifference() {
    if (!comparator.getNormalizedAbsDifference().hasThreshold()) {
      return;
    }
    LabelDistance distance = Distances.normalizedAbsoluteDifference(observed, control);
    double threshold = comparator.getNormalizedAbsDifference().getThreshold();
    if (measure(Measurement.Type.NORMALIZED_ABSOLUTE_DIFFERENCE, distance.value(), threshold)) {
      findings.add(
          AnomalyInfo.Type.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH,
          "High normalized absolute difference" + names.between(),
          describe("normalized absolute difference", distance, threshold));
      comparator.getNormalizedAbsDifferenceBuilder().setThreshold(distance.value());
    }
  }

  /** Nothing is measured where there are neither strings nor histograms to compare. */
  void checkJensenShannonDivergence(Compat compat) {
    if (!comparator.getJensenShannonDivergence().hasThreshold()) {
      return;
    }
    OptionalDouble divergence =
        Distances.jensenShannonDivergence(
            observed, control, comparator.getJensenShannonDivergence().getSource(), compat);
    if (divergence.isEmpty()) {
      return;
    }
    double value = divergence.getAsDouble();
    double threshold = comparator.getJensenShannonDivergence().getThreshold();
    if (measure(Measurement.Type.JENSEN_SHANNON_DIVERGENCE, value, threshold)) {
      findings.add(
          AnomalyInfo.Type.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH,
          "High approximate Jensen-Shannon divergence" + names.between(),
          describe("approximate Jensen-Shannon divergence", value, threshold) + ".");
      comparator.getJensenShannonDivergenceBuilder().setThreshold(value);
    }
  }

  /** True if the distance is too high. */
  private boolean measure(Measurement.Type type, double value, double threshold) {
    measurements.add(
        Measurement.newBuilder().setType(type).setValue(value).setThreshold(threshold).build());
    return value > threshold;
  }

  private String describe(String name, LabelDistance distance, double threshold) {
    return describe(name, distance.value(), threshold)
        + ". The feature value with maximum difference is: "
        + distance.label();
  }

  private String describe(String name, double value, double threshold) {
    return "The "
        + name
        + names.between()
        + " is "
        + SixDigits.of(value)
        + " (up to six significant digits), above the threshold "
        + SixDigits.of(threshold);
  }
}
