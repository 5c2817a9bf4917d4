package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedDataset;
import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.validation.distance.Distances;
import io.millrace.models.validation.distance.LabelDistance;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo.Measurement;
import org.tensorflow.metadata.v0.FeatureComparator;

/**
 * Finds distributions that are too far from those before (drift) and from those served (skew). Fix:
 * raises the threshold; clears it where there is nothing to compare with.
 */
final class DistanceCheck implements FeatureCheck {
  /** What is compared, and with what, in words. */
  private record Names(String current, String control) {
    String between() {
      return "between " + current + " and " + control;
    }
  }

  private static final Names DRIFT = new Names("current", "previous");
  private static final Names SKEW = new Names("training", "serving");

  @Override
  public void check(CheckedFeature checked, Findings findings) {
    DriftSkewInfo.Builder distances = findings.distances();
    if (checked.feature().hasDriftComparator()) {
      FeatureComparator.Builder comparator = checked.feature().getDriftComparatorBuilder();
      check(checked, comparator, checked.context().previousSpan(), DRIFT, findings)
          .forEach(distances::addDriftMeasurements);
    }
    if (checked.feature().hasSkewComparator()) {
      FeatureComparator.Builder comparator = checked.feature().getSkewComparatorBuilder();
      check(checked, comparator, checked.context().serving(), SKEW, findings)
          .forEach(distances::addSkewMeasurements);
    }
    if (distances.getDriftMeasurementsCount() + distances.getSkewMeasurementsCount() > 0) {
      distances.setPath(checked.observed().path());
    }
  }

  private static Iterable<Measurement> check(
      CheckedFeature checked,
      FeatureComparator.Builder comparator,
      @Nullable ObservedDataset controlData,
      Names names,
      Findings findings) {
    DriftSkewInfo.Builder measured = DriftSkewInfo.newBuilder();
    if (controlData == null || !hasThreshold(comparator)) {
      return measured.getDriftMeasurementsList();
    }
    ObservedFeature control = controlData.find(checked.observed().path());
    if (control == null) {
      controlMissing(comparator, checked.context().likeTfdv(), names, findings);
      return measured.getDriftMeasurementsList();
    }
    if (comparator.getInfinityNorm().hasThreshold()) {
      LabelDistance distance = Distances.infinityNorm(checked.observed(), control);
      double threshold = comparator.getInfinityNorm().getThreshold();
      measured.addDriftMeasurements(
          measurement(Measurement.Type.L_INFTY, distance.value(), threshold));
      if (distance.value() > threshold) {
        findings.add(
            AnomalyInfo.Type.COMPARATOR_L_INFTY_HIGH,
            "High Linfty distance " + names.between(),
            describe("Linfty distance", names, distance.value(), threshold)
                + ". The feature value with maximum difference is: "
                + distance.label());
        comparator.getInfinityNormBuilder().setThreshold(distance.value());
      }
    }
    if (comparator.getNormalizedAbsDifference().hasThreshold()) {
      LabelDistance distance = Distances.normalizedAbsoluteDifference(checked.observed(), control);
      double threshold = comparator.getNormalizedAbsDifference().getThreshold();
      measured.addDriftMeasurements(
          measurement(
              Measurement.Type.NORMALIZED_ABSOLUTE_DIFFERENCE, distance.value(), threshold));
      if (distance.value() > threshold) {
        findings.add(
            AnomalyInfo.Type.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH,
            "High normalized absolute difference " + names.between(),
            describe("normalized absolute difference", names, distance.value(), threshold)
                + ". The feature value with maximum difference is: "
                + distance.label());
        comparator.getNormalizedAbsDifferenceBuilder().setThreshold(distance.value());
      }
    }
    if (comparator.getJensenShannonDivergence().hasThreshold()) {
      OptionalDouble divergence =
          Distances.jensenShannonDivergence(
              checked.observed(),
              control,
              comparator.getJensenShannonDivergence().getSource(),
              checked.context().compat());
      double threshold = comparator.getJensenShannonDivergence().getThreshold();
      if (divergence.isPresent()) {
        double value = divergence.getAsDouble();
        measured.addDriftMeasurements(
            measurement(Measurement.Type.JENSEN_SHANNON_DIVERGENCE, value, threshold));
        if (value > threshold) {
          findings.add(
              AnomalyInfo.Type.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH,
              "High approximate Jensen-Shannon divergence " + names.between(),
              describe("approximate Jensen-Shannon divergence", names, value, threshold) + ".");
          comparator.getJensenShannonDivergenceBuilder().setThreshold(value);
        }
      }
    }
    return measured.getDriftMeasurementsList();
  }

  private static boolean hasThreshold(FeatureComparator.Builder comparator) {
    return comparator.getInfinityNorm().hasThreshold()
        || comparator.getNormalizedAbsDifference().hasThreshold()
        || comparator.getJensenShannonDivergence().hasThreshold();
  }

  private static void controlMissing(
      FeatureComparator.Builder comparator, boolean likeTfdv, Names names, Findings findings) {
    findings.add(
        AnomalyInfo.Type.COMPARATOR_CONTROL_DATA_MISSING,
        names.control() + " data missing",
        names.control() + " data is missing.");
    if (comparator.getInfinityNorm().hasThreshold()) {
      comparator.getInfinityNormBuilder().clearThreshold();
    }
    if (comparator.getJensenShannonDivergence().hasThreshold()) {
      comparator.getJensenShannonDivergenceBuilder().clearThreshold();
    }
    // TFDV forgets this one.
    if (comparator.getNormalizedAbsDifference().hasThreshold() && !likeTfdv) {
      comparator.getNormalizedAbsDifferenceBuilder().clearThreshold();
    }
  }

  private static Measurement measurement(Measurement.Type type, double value, double threshold) {
    return Measurement.newBuilder().setType(type).setValue(value).setThreshold(threshold).build();
  }

  private static String describe(String distance, Names names, double value, double threshold) {
    return "The "
        + distance
        + " "
        + names.between()
        + " is "
        + SixDigits.of(value)
        + " (up to six significant digits), above the threshold "
        + SixDigits.of(threshold);
  }
}
