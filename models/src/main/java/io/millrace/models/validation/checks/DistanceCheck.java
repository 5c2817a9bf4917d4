package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedDataset;
import io.millrace.models.schema.ObservedFeature;
import java.util.List;
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
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    DriftSkewInfo.Builder distances = findings.distances();
    if (checked.feature().hasDriftComparator()) {
      distances.addAllDriftMeasurements(
          check(
              checked,
              checked.feature().getDriftComparatorBuilder(),
              checked.context().previousSpan(),
              FeatureComparison.DRIFT,
              findings));
    }
    if (checked.feature().hasSkewComparator()) {
      distances.addAllSkewMeasurements(
          check(
              checked,
              checked.feature().getSkewComparatorBuilder(),
              checked.context().serving(),
              FeatureComparison.SKEW,
              findings));
    }
    if (distances.getDriftMeasurementsCount() + distances.getSkewMeasurementsCount() > 0) {
      distances.setPath(checked.observed().path());
    }
  }

  private static List<Measurement> check(
      CheckedFeature checked,
      FeatureComparator.Builder comparator,
      @Nullable ObservedDataset controlData,
      FeatureComparison.Names names,
      Findings findings) {
    if (controlData == null || !hasThreshold(comparator)) {
      return List.of();
    }
    ObservedFeature control = controlData.find(checked.observed().path());
    if (control == null) {
      controlMissing(comparator, checked.context().likeTfdv(), names, findings);
      return List.of();
    }
    FeatureComparison comparison =
        new FeatureComparison(checked.observed(), control, comparator, names, findings);
    comparison.checkInfinityNorm();
    comparison.checkNormalizedAbsoluteDifference();
    comparison.checkJensenShannonDivergence(checked.context().compat());
    return comparison.measurements();
  }

  private static boolean hasThreshold(FeatureComparator.Builder comparator) {
    return comparator.getInfinityNorm().hasThreshold()
        || comparator.getNormalizedAbsDifference().hasThreshold()
        || comparator.getJensenShannonDivergence().hasThreshold();
  }

  private static void controlMissing(
      FeatureComparator.Builder comparator,
      boolean likeTfdv,
      FeatureComparison.Names names,
      Findings findings) {
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
}
