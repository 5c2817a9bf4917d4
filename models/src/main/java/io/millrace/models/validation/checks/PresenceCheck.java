package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedDataset;
import io.millrace.models.schema.ObservedFeature;
import java.util.Locale;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeaturePresence;
import org.tensorflow.metadata.v0.Path;

/** Finds features that too few rows have. Fix: lowers what is expected. */
final class PresenceCheck implements FeatureCheck {
  private static final double ALMOST_ALL = 0.9999;

  @Override
  public void check(CheckedFeature feature, Findings findings) {
    if (!feature.feature().hasPresence()) {
      return;
    }
    FeaturePresence.Builder presence = feature.feature().getPresenceBuilder();
    double present = feature.observed().numPresent();
    double missing = feature.observed().numMissing();
    if (presence.hasMinCount() && present < presence.getMinCount()) {
      dropped(
          AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_PRESENT,
          "The feature was present in fewer examples than expected: minimum count = "
              + presence.getMinCount()
              + ", actual = "
              + (long) present,
          findings);
      presence.setMinCount((long) present);
    }
    double examples = examples(feature);
    if (!presence.hasMinFraction() || examples <= 0) {
      return;
    }
    double fraction = missing == 0 ? 1 : present / examples;
    if (fraction < presence.getMinFraction()) {
      dropped(
          AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
          String.format(
              Locale.ROOT,
              "The feature was present in fewer examples than expected: minimum fraction = %f,"
                  + " actual = %f",
              (float) presence.getMinFraction(),
              fraction),
          findings);
      presence.setMinFraction(fraction);
    }
    if (presence.getMinFraction() == 1 && missing != 0) {
      // So few are missing that the fraction rounds to 1.
      dropped(
          AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
          "The feature was expected everywhere, but was missing in "
              + SixDigits.of(missing)
              + " examples.",
          findings);
      presence.setMinFraction(ALMOST_ALL);
    }
  }

  /** Those of the feature's slice; TFDV takes those of all slices. */
  private static double examples(CheckedFeature feature) {
    ObservedDataset data = feature.context().data();
    Path column = Path.newBuilder().addStep(feature.observed().path().getStep(0)).build();
    ObservedFeature counted = feature.context().likeTfdv() ? null : data.find(column);
    return counted == null ? data.numExamples() : counted.numPresent() + counted.numMissing();
  }

  private static void dropped(AnomalyInfo.Type type, String description, Findings findings) {
    findings.add(type, "Column dropped", description);
  }
}
