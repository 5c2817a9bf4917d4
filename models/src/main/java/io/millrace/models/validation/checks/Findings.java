package io.millrace.models.validation.checks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DriftSkewInfo;

/** What the checks of one feature, or of the data set as a whole, found. */
public final class Findings {
  private final List<AnomalyInfo.Reason> reasons = new ArrayList<>();
  private final DriftSkewInfo.Builder distances = DriftSkewInfo.newBuilder();

  /** Adds what is wrong; the short text is a heading, the description has the details. */
  public void add(AnomalyInfo.Type type, String shortDescription, String description) {
    reasons.add(
        AnomalyInfo.Reason.newBuilder()
            .setType(type)
            .setShortDescription(shortDescription)
            .setDescription(description)
            .build());
  }

  /** Adds what is wrong with the schema itself, which TFDV says in a heading only. */
  void add(AnomalyInfo.Type type, String shortDescription) {
    add(type, shortDescription, "");
  }

  /** What is wrong, in the order of the checks. */
  public List<AnomalyInfo.Reason> reasons() {
    return reasons;
  }

  /** Every distance to other data that was measured, too high or not. */
  public DriftSkewInfo.Builder distances() {
    return distances;
  }
}
