package io.millrace.models.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeaturePresence;

/** Finds features that too few rows have. */
final class PresenceCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    FeaturePresence presence = feature.feature().getPresence();
    long present = feature.observed().common().getNumNonMissing();
    long missing = feature.observed().common().getNumMissing();
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    if (presence.hasMinCount() && present < presence.getMinCount()) {
      reasons.add(
          dropped(
              AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_PRESENT,
              "The feature was present in fewer examples than expected: minimum count = "
                  + presence.getMinCount()
                  + ", actual = "
                  + present));
    }
    double fraction = (double) present / feature.numExamples();
    if (presence.hasMinFraction() && fraction < presence.getMinFraction()) {
      reasons.add(
          dropped(
              AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
              String.format(
                  Locale.ROOT,
                  "The feature was present in fewer examples than expected: minimum fraction = %f,"
                      + " actual = %f",
                  presence.getMinFraction(),
                  fraction)));
    } else if (presence.getMinFraction() == 1 && missing > 0) {
      // So few are missing that the fraction rounds to 1.
      reasons.add(
          dropped(
              AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
              "The feature was expected everywhere, but was missing in " + missing + " examples."));
    }
    return reasons;
  }

  private static AnomalyInfo.Reason dropped(AnomalyInfo.Type type, String description) {
    return FeatureCheck.reason(type, "Column dropped", description);
  }
}
