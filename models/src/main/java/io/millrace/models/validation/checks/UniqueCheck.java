package io.millrace.models.validation.checks;

import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.UniqueConstraints;

/** Finds strings with fewer or more distinct values than expected. Fix: widens the bounds. */
final class UniqueCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature feature, Findings findings) {
    if (!feature.feature().hasUniqueConstraints()) {
      return;
    }
    if (!feature.observed().stats().hasStringStats()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_TYPE_NO_UNIQUE,
          "No unique values",
          "UniqueConstraints specified for the feature, but unique values were not counted"
              + " (i.e., feature is not string or categorical).");
      feature.feature().clearUniqueConstraints();
      return;
    }
    boolean likeTfdv = feature.context().likeTfdv();
    UniqueConstraints.Builder expected = feature.feature().getUniqueConstraintsBuilder();
    long counted = feature.observed().stats().getStringStats().getUnique();
    long unique = likeTfdv ? (int) counted : counted;
    if (unique < expected.getMin()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_TYPE_LOW_UNIQUE,
          "Low number of unique values",
          "Expected at least "
              + expected.getMin()
              + " unique values but found only "
              + unique
              + ".");
      expected.setMin(unique);
    }
    // TFDV takes a maximum that is not set for 0.
    if ((expected.hasMax() || likeTfdv) && unique > expected.getMax()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_TYPE_HIGH_UNIQUE,
          "High number of unique values",
          "Expected no more than "
              + expected.getMax()
              + " unique values but found "
              + unique
              + ".");
      expected.setMax(unique);
    }
  }
}
