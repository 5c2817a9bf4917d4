package io.millrace.models.validation.checks;

import io.millrace.models.schema.Lifecycle;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.FixedShape;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.ValueCount;

/** Finds what makes no sense in the schema of a feature, whatever the data. Fix: repairs it. */
final class SchemaSelfCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    if (!Lifecycle.isLive(feature)) {
      return;
    }
    if (!feature.hasName()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_MISSING_NAME,
          "unspecified name (maybe meant to be the empty string): find name rather than"
              + " deprecating.");
      feature.setLifecycleStage(LifecycleStage.DEPRECATED);
      return;
    }
    checkType(feature, findings);
    if (!Lifecycle.isLive(feature)) {
      return;
    }
    checkPresence(feature, findings);
    checkValueCount(feature, findings);
    checkValueCounts(feature, findings);
    for (FixedShape.Dim dim : feature.getShape().getDimList()) {
      if (dim.getSize() <= 0) {
        feature.clearShape();
        invalid("Shape.dim.size must be a positive integer", findings);
        break;
      }
    }
    DomainSelfCheck.check(checked, findings);
  }

  private static void checkType(Feature.Builder feature, Findings findings) {
    if (feature.hasType()) {
      return;
    }
    if (feature.hasDomain() || feature.hasStringDomain()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_MISSING_TYPE,
          "unspecified type: inferring the type to be BYTES, given the domain specified.");
      feature.setType(FeatureType.BYTES);
    } else {
      findings.add(
          AnomalyInfo.Type.FEATURE_MISSING_TYPE,
          "unspecified type: determine the type and set it, rather than deprecating.");
      feature.setLifecycleStage(LifecycleStage.DEPRECATED);
    }
  }

  private static void checkPresence(Feature.Builder feature, Findings findings) {
    if (feature.getPresence().getMinFraction() < 0) {
      feature.getPresenceBuilder().clearMinFraction();
      invalid("min_fraction should not be negative: clear is equal to zero", findings);
    }
    if (feature.getPresence().getMinFraction() > 1) {
      feature.getPresenceBuilder().setMinFraction(1);
      invalid("min_fraction should not greater than 1", findings);
    }
  }

  private static void checkValueCount(Feature.Builder feature, Findings findings) {
    if (!feature.hasValueCount()) {
      return;
    }
    ValueCount.Builder count = feature.getValueCountBuilder();
    if (count.getMin() < 0) {
      count.clearMin();
      invalid("ValueCount.min should not be negative", findings);
    }
    if (count.hasMax() && count.getMax() < count.getMin()) {
      count.setMax(count.getMin());
      invalid("ValueCount.max should not be less than min", findings);
    }
  }

  private static void checkValueCounts(Feature.Builder feature, Findings findings) {
    if (!feature.hasValueCounts()) {
      return;
    }
    int level = 0;
    for (ValueCount.Builder count : feature.getValueCountsBuilder().getValueCountBuilderList()) {
      if (count.getMin() < 0) {
        count.clearMin();
        findings.add(
            AnomalyInfo.Type.INVALID_SCHEMA_SPECIFICATION,
            "ValueCounts.min should not be negative",
            "ValueCounts.min at level " + level + " should not be negative.");
      }
      if (count.hasMax() && count.getMax() < count.getMin()) {
        count.setMax(count.getMin());
        findings.add(
            AnomalyInfo.Type.INVALID_SCHEMA_SPECIFICATION,
            "ValueCounts.max should not be less than min",
            "ValueCounts.max at level " + level + " should not be less than min.");
      }
      level++;
    }
  }

  private static void invalid(String text, Findings findings) {
    findings.add(AnomalyInfo.Type.INVALID_SCHEMA_SPECIFICATION, text);
  }
}
