package io.millrace.models.validation;

import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.schema.PathText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Compares the statistics of a data set with a schema, by the rules and in the words of TensorFlow
 * Data Validation. Every anomaly is an error; one that is not is missing from the result.
 *
 * <p>Two rules differ: a column that the schema does not know is only new once it has a value, and
 * the largest number of examples counts even where no smallest is set.
 */
public final class StatisticsValidator {
  private final Schema schema;
  private final @Nullable String environment;

  /** A validator for data whose environment is not known: all features of the schema apply. */
  public StatisticsValidator(Schema schema) {
    this.schema = schema;
    this.environment = null;
  }

  /** A validator for data in one of the schema's default environments. */
  public StatisticsValidator(Schema schema, String environment) {
    if (!schema.getDefaultEnvironmentList().contains(environment)) {
      throw new IllegalArgumentException(
          "environment: "
              + environment
              + " (expected: one of "
              + schema.getDefaultEnvironmentList()
              + ")");
    }
    this.schema = schema;
    this.environment = environment;
  }

  public Schema schema() {
    return schema;
  }

  /** What is wrong with the data set, with the schema as baseline. */
  public Anomalies validate(DatasetFeatureStatistics stats) {
    Anomalies.Builder anomalies = Anomalies.newBuilder().setBaseline(schema);
    if (stats.getNumExamples() == 0) {
      return anomalies.setDataMissing(true).build();
    }
    anomalies.setAnomalyNameFormat(Anomalies.AnomalyNameFormat.SERIALIZED_PATH);
    Set<Path> seen = new HashSet<>();
    for (FeatureNameStatistics feature : stats.getFeaturesList()) {
      ObservedFeature observed = new ObservedFeature(feature);
      seen.add(observed.path());
      add(anomalies, observed.path(), reasons(observed, stats.getNumExamples()));
    }
    for (Feature feature : schema.getFeatureList()) {
      Path path = Path.newBuilder().addStep(feature.getName()).build();
      if (!seen.contains(path) && CheckedFeature.isRequired(schema, feature, environment)) {
        add(anomalies, path, List.of(missing()));
      }
    }
    List<AnomalyInfo.Reason> size =
        DatasetSizeCheck.check(schema.getDatasetConstraints(), stats.getNumExamples());
    if (!size.isEmpty()) {
      anomalies.setDatasetAnomalyInfo(anomaly(size));
    }
    return anomalies.build();
  }

  private List<AnomalyInfo.Reason> reasons(ObservedFeature observed, long numExamples) {
    Feature feature = find(observed.path());
    if (feature == null) {
      return observed.isPresent() ? List.of(newColumn()) : List.of();
    }
    if (!CheckedFeature.isLive(feature)) {
      return List.of();
    }
    CheckedFeature checked =
        new CheckedFeature(schema, feature, observed, numExamples, environment);
    if (!observed.isPresent()) {
      return checked.isRequired() ? List.of(notPresent()) : List.of();
    }
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    for (FeatureCheck check : FeatureCheck.IN_ORDER) {
      reasons.addAll(check.check(checked));
    }
    return reasons;
  }

  /** The feature at this path; below a feature that is not live, that feature. */
  private @Nullable Feature find(Path path) {
    List<Feature> candidates = schema.getFeatureList();
    Feature found = null;
    for (String step : path.getStepList()) {
      found = null;
      for (Feature candidate : candidates) {
        if (candidate.getName().equals(step)) {
          found = candidate;
          break;
        }
      }
      if (found == null || !CheckedFeature.isLive(found)) {
        return found;
      }
      candidates = found.getStructDomain().getFeatureList();
    }
    return found;
  }

  private static AnomalyInfo.Reason newColumn() {
    return FeatureCheck.reason(
        AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
        "New column",
        "New column (column in data but not in schema)");
  }

  private static AnomalyInfo.Reason missing() {
    return FeatureCheck.reason(
        AnomalyInfo.Type.SCHEMA_MISSING_COLUMN, "Column dropped", "Column is completely missing");
  }

  private static AnomalyInfo.Reason notPresent() {
    return FeatureCheck.reason(
        AnomalyInfo.Type.FEATURE_TYPE_NOT_PRESENT,
        "Column dropped",
        "The feature was not present in any examples.");
  }

  private static void add(
      Anomalies.Builder anomalies, Path path, List<AnomalyInfo.Reason> reasons) {
    if (!reasons.isEmpty()) {
      anomalies.putAnomalyInfo(PathText.of(path), anomaly(reasons).setPath(path).build());
    }
  }

  private static AnomalyInfo.Builder anomaly(List<AnomalyInfo.Reason> reasons) {
    List<String> descriptions = new ArrayList<>();
    for (AnomalyInfo.Reason reason : reasons) {
      descriptions.add(reason.getDescription());
    }
    return AnomalyInfo.newBuilder()
        .setSeverity(AnomalyInfo.Severity.ERROR)
        .setShortDescription(
            reasons.size() == 1 ? reasons.get(0).getShortDescription() : "Multiple errors")
        .setDescription(String.join(" ", descriptions))
        .addAllReason(reasons);
  }
}
