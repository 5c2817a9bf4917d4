package io.millrace.models.validation;

import io.millrace.models.data.Compat;
import io.millrace.models.schema.EditableSchema;
import io.millrace.models.schema.ObservedDataset;
import io.millrace.models.schema.PathText;
import io.millrace.models.validation.checks.CheckContext;
import io.millrace.models.validation.checks.DatasetCheck;
import io.millrace.models.validation.checks.Findings;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Compares the statistics of a data set with a schema, by the rules and in the words of TensorFlow
 * Data Validation, the bugs of which are mended or not as {@link ValidationOptions#compat} says.
 * Where all features were measured by weight, presence and strings are counted by weight.
 */
public final class StatisticsValidator {
  private final Schema schema;
  private final @Nullable String environment;
  private final ValidationOptions options;

  private StatisticsValidator(
      Schema schema, @Nullable String environment, ValidationOptions options) {
    this.schema = schema;
    this.environment = environment;
    this.options = options;
  }

  /** A validator for data whose environment is not known: all features of the schema apply. */
  public static StatisticsValidator of(Schema schema) {
    return new StatisticsValidator(schema, null, ValidationOptions.defaults());
  }

  /**
   * The same for data of one of the schema's default environments.
   *
   * @throws IllegalArgumentException if the schema has no such environment
   */
  public StatisticsValidator withEnvironment(String name) {
    if (!schema.getDefaultEnvironmentList().contains(name)) {
      throw new IllegalArgumentException(
          "environment: "
              + name
              + " (expected: one of "
              + schema.getDefaultEnvironmentList()
              + ")");
    }
    return new StatisticsValidator(schema, name, options);
  }

  public StatisticsValidator withOptions(ValidationOptions wanted) {
    return new StatisticsValidator(schema, environment, wanted);
  }

  public Schema schema() {
    return schema;
  }

  /** What is wrong with the data set, with the schema as baseline. */
  public Anomalies validate(DatasetFeatureStatistics stats) {
    return validate(stats, ControlStatistics.none());
  }

  /**
   * What is wrong with the data set, also compared with other data; with all distances that were
   * measured, in the order of the features' paths.
   *
   * @throws IllegalArgumentException if statistics mix names and paths
   */
  public Anomalies validate(DatasetFeatureStatistics stats, ControlStatistics control) {
    Anomalies.Builder anomalies = Anomalies.newBuilder().setBaseline(schema);
    if (stats.getNumExamples() == 0) {
      return anomalies.setDataMissing(true).build();
    }
    anomalies.setAnomalyNameFormat(Anomalies.AnomalyNameFormat.SERIALIZED_PATH);
    EditableSchema editable = EditableSchema.of(schema);
    CheckContext context = context(editable, stats, control);
    FeatureFindings findings = new FeatureFindings(editable, context, options);
    findings
        .byPath()
        .forEach(
            (path, found) -> {
              if (!found.reasons().isEmpty()) {
                anomalies.putAnomalyInfo(PathText.of(path), anomaly(path, found));
              }
              if (found.distances().hasPath()) {
                anomalies.addDriftSkewInfo(found.distances());
              }
            });
    if (schema.hasDatasetConstraints()) {
      Findings ofDataset = new Findings();
      DatasetCheck.check(schema.getDatasetConstraints().toBuilder(), context, ofDataset);
      if (!ofDataset.reasons().isEmpty()) {
        boolean overridable = options.compat() == Compat.MILLRACE;
        anomalies.setDatasetAnomalyInfo(AnomalyInfos.of(ofDataset.reasons(), options, overridable));
      }
    }
    return anomalies.build();
  }

  private AnomalyInfo anomaly(Path path, Findings found) {
    return AnomalyInfos.of(found.reasons(), options, true).setPath(path).build();
  }

  private CheckContext context(
      EditableSchema editable, DatasetFeatureStatistics stats, ControlStatistics control) {
    ObservedDataset data = ObservedDataset.of(stats);
    return new CheckContext(
        editable.view(),
        environment,
        data,
        control.previousSpan(data),
        control.serving(data),
        control.previousVersion(data),
        options.compat(),
        Integer.MAX_VALUE);
  }
}
