package io.millrace.models.validation;

import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Sums up the reasons of one feature, or of the data set, as TensorFlow Data Validation does. */
final class AnomalyInfos {
  private AnomalyInfos() {}

  /**
   * One reason speaks for itself; of several, the descriptions are put one behind the other. As
   * severe as the worst of them.
   */
  static AnomalyInfo.Builder of(
      List<AnomalyInfo.Reason> reasons, ValidationOptions options, boolean overridable) {
    List<AnomalyInfo.Reason> told = allNew(reasons) ? reasons.subList(0, 1) : reasons;
    AnomalyInfo.Builder anomaly = AnomalyInfo.newBuilder().addAllReason(told);
    String description = "";
    String shortDescription = "";
    AnomalyInfo.Severity severity = AnomalyInfo.Severity.UNKNOWN;
    for (AnomalyInfo.Reason reason : told) {
      if (description.isEmpty()) {
        description = reason.getDescription();
        shortDescription = reason.getShortDescription();
      } else if (!reason.getDescription().isEmpty()) {
        description += " " + reason.getDescription();
        shortDescription = "Multiple errors";
      }
      severity =
          worse(
              severity,
              overridable ? options.severity(reason.getType()) : AnomalyInfo.Severity.ERROR);
    }
    return anomaly
        .setDescription(description)
        .setShortDescription(shortDescription)
        .setSeverity(severity);
  }

  private static boolean allNew(List<AnomalyInfo.Reason> reasons) {
    return reasons.stream()
        .allMatch(reason -> reason.getType() == AnomalyInfo.Type.SCHEMA_NEW_COLUMN);
  }

  private static AnomalyInfo.Severity worse(AnomalyInfo.Severity a, AnomalyInfo.Severity b) {
    return rank(a) >= rank(b) ? a : b;
  }

  /** Their numbers are in another order. */
  private static int rank(AnomalyInfo.Severity severity) {
    return switch (severity) {
      case UNKNOWN -> 0;
      case WARNING -> 1;
      case ERROR -> 2;
    };
  }
}
