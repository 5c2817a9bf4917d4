package io.millrace.models.validation.rules;

import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Path;

/**
 * Anomalies to which those of rules are added, in the form of TensorFlow Data Validation: all
 * reasons of a feature are one anomaly, as severe as the worst, with their texts one after another.
 */
final class RuleAnomalies {
  private final Anomalies.Builder anomalies;

  RuleAnomalies(Anomalies anomalies) {
    this.anomalies = anomalies.toBuilder();
  }

  void addToFeature(
      String path, @Nullable FeatureNameStatistics feature, Rule rule, String problem) {
    AnomalyInfo before = anomalies.getAnomalyInfoMap().get(path);
    AnomalyInfo.Builder anomaly =
        before == null ? AnomalyInfo.newBuilder().setPath(path(path, feature)) : before.toBuilder();
    anomalies.putAnomalyInfo(path, add(anomaly, rule, problem).build());
  }

  private static Path path(String path, @Nullable FeatureNameStatistics feature) {
    return feature == null
        ? Path.newBuilder().addStep(path).build()
        : StatisticsVariables.path(feature);
  }

  void addToDataset(Rule rule, String problem) {
    anomalies.setDatasetAnomalyInfo(
        add(anomalies.getDatasetAnomalyInfo().toBuilder(), rule, problem));
  }

  private static AnomalyInfo.Builder add(AnomalyInfo.Builder anomaly, Rule rule, String problem) {
    String description = rule.name() + ": " + problem;
    boolean first = anomaly.getReasonCount() == 0;
    return anomaly
        .setSeverity(
            anomaly.getSeverity() == AnomalyInfo.Severity.ERROR
                ? AnomalyInfo.Severity.ERROR
                : rule.severity().ofAnomaly())
        .setShortDescription(first ? "Custom rule" : "Multiple errors")
        .setDescription(first ? description : anomaly.getDescription() + " " + description)
        .addReason(
            AnomalyInfo.Reason.newBuilder()
                .setType(AnomalyInfo.Type.CUSTOM_VALIDATION)
                .setShortDescription("Custom rule")
                .setDescription(description));
  }

  Anomalies build() {
    return anomalies.build();
  }
}
