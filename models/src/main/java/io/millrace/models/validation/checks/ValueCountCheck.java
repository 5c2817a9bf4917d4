package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.schema.ValueCountInference;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.ValueCount;

/**
 * Finds rows with fewer or more values than expected, at any nest level. Fix: widens the bounds;
 * infers them anew where the nest levels differ.
 */
final class ValueCountCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    List<ObservedFeature.Level> levels = checked.observed().levels();
    if (feature.hasValueCount()) {
      if (levels.size() > 1) {
        mismatch(
            "This feature has a value_count, but the nestedness level of the feature > 1. For"
                + " features with nestedness levels greater than 1, value_counts, not"
                + " value_count, should be specified.",
            findings);
        feature.clearValueCount();
        ValueCountInference.setValueCount(feature, levels);
      } else {
        check(feature.getValueCountBuilder(), levels.get(0), ".", findings);
      }
    } else if (feature.hasValueCounts()) {
      if (feature.getValueCounts().getValueCountCount() != levels.size()) {
        mismatch(
            "The values have a different nest level than expected. Value counts will not be"
                + " checked.",
            findings);
        feature.clearValueCounts();
        ValueCountInference.setValueCount(feature, levels);
        return;
      }
      List<ValueCount.Builder> counts = feature.getValueCountsBuilder().getValueCountBuilderList();
      for (int i = 0; i < counts.size(); i++) {
        check(counts.get(i), levels.get(i), " at nestedness level " + i + ".", findings);
      }
    }
  }

  private static void mismatch(String description, Findings findings) {
    findings.add(
        AnomalyInfo.Type.VALUE_NESTEDNESS_MISMATCH, "Mismatched value nest level", description);
  }

  private static void check(
      ValueCount.Builder expected, ObservedFeature.Level level, String where, Findings findings) {
    if (expected.hasMin() && level.minValues() < expected.getMin()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES,
          "Missing values",
          "Some examples have fewer values than expected" + where);
      if (level.minValues() == 0) {
        expected.clearMin();
      } else {
        expected.setMin(level.minValues());
      }
    }
    if (expected.hasMax() && level.maxValues() > expected.getMax()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_TYPE_HIGH_NUMBER_VALUES,
          "Superfluous values",
          "Some examples have more values than expected" + where);
      expected.setMax(level.maxValues());
    }
  }
}
