package io.millrace.pipelines.config;

import io.millrace.models.validation.ValidationOptions;
import io.millrace.models.validation.records.RecordExpectations;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Schema;

/**
 * How data is validated, besides its schema: the section {@code validation} of a deployment, or a
 * file of its own with the same keys.
 *
 * @param records what becomes of records that break a rule
 * @param environment one of the schema's default environments; null for anything
 * @param newFeaturesAreWarnings whether features that the schema does not have are warnings
 * @param featuresNeeded of new features only these are reported; all if empty
 * @param severities how bad anomalies of these types are, in place of an error
 * @param thresholds of distances, in place of the schema's
 */
public record ValidationSettings(
    RecordPolicy records,
    @Nullable String environment,
    boolean newFeaturesAreWarnings,
    List<String> featuresNeeded,
    Map<AnomalyInfo.Type, Severity> severities,
    List<DistanceThreshold> thresholds,
    List<Rule> rules) {
  private static final Kind<AnomalyInfo.Type> ANOMALY_TYPE =
      Kind.named(
          "a type of anomaly such as SCHEMA_NEW_COLUMN",
          AnomalyInfo.Type.UNKNOWN_TYPE,
          AnomalyInfo.Type::valueOf);

  public ValidationSettings {
    featuresNeeded = List.copyOf(featuresNeeded);
    severities = Map.copyOf(severities);
    thresholds = List.copyOf(thresholds);
    rules = List.copyOf(rules);
  }

  /**
   * The settings in a file of their own.
   *
   * @param variables the values of <code>${NAME}</code> in the file, before those of the
   *     environment
   * @throws ConfigurationException if anything in the file is wrong; it names every problem
   * @throws IOException if the file cannot be read
   */
  public static ValidationSettings load(Path file, Map<String, String> variables)
      throws IOException, ConfigurationException {
    YamlDocument document =
        DeploymentSource.read(file, new Variables(variables, System::getenv)).open();
    ValidationSettings settings = read(document.root(), Kind.TEXT, false);
    document.finish();
    return settings;
  }

  /**
   * The settings of a deployment.
   *
   * @param measured a column that there are statistics of
   */
  static ValidationSettings ofWindows(Section validation, Kind<String> measured) {
    return read(validation, measured, true);
  }

  private static ValidationSettings read(
      Section validation, Kind<String> feature, boolean windows) {
    return new ValidationSettings(
        validation.optional("records", Kind.choice(RecordPolicy.class), RecordPolicy.OFF),
        validation.orNull("environment", Kind.TEXT),
        validation.optional("new_features_are_warnings", Kind.TRUTH, false),
        validation.list("features_needed", Kind.TEXT, List.of()),
        readSeverities(validation),
        DistanceThreshold.readAll(validation, feature),
        RuleSettings.readAll(validation, windows));
  }

  private static Map<AnomalyInfo.Type, Severity> readSeverities(Section validation) {
    Map<AnomalyInfo.Type, Severity> severities = new EnumMap<>(AnomalyInfo.Type.class);
    List<Section> items = validation.sections("severity_overrides");
    for (Section item : items == null ? List.<Section>of() : items) {
      AnomalyInfo.Type type = item.requiredOrNull("type", ANOMALY_TYPE);
      Severity severity = item.required("severity", Kind.choice(Severity.class));
      if (type != null && severities.put(type, severity) != null) {
        item.problem("type", type.name(), "a type that no override before it has");
      }
    }
    return severities;
  }

  /** What the validator of statistics is told. */
  public ValidationOptions options() {
    return ValidationOptions.defaults()
        .withNewFeaturesAsWarnings(newFeaturesAreWarnings)
        .withFeaturesNeeded(pathsNeeded())
        .withSeverityOverrides(
            severities.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> AnomalyInfo.Severity.valueOf(entry.getValue().name()))));
  }

  /**
   * What the validator of records is told.
   *
   * @param ignored columns that are neither checked nor reported
   */
  public RecordExpectations expectations(Schema schema, Set<String> ignored) {
    Map<AnomalyInfo.Type, Severity> all = new EnumMap<>(AnomalyInfo.Type.class);
    if (newFeaturesAreWarnings) {
      all.put(AnomalyInfo.Type.SCHEMA_NEW_COLUMN, Severity.WARNING);
    }
    all.putAll(severities);
    return new RecordExpectations(schema, environment, recordRules(), ignored, pathsNeeded(), all);
  }

  private Set<org.tensorflow.metadata.v0.Path> pathsNeeded() {
    return featuresNeeded.stream()
        .map(name -> org.tensorflow.metadata.v0.Path.newBuilder().addStep(name).build())
        .collect(Collectors.toSet());
  }

  /**
   * The schema with these thresholds.
   *
   * @throws IllegalArgumentException if it does not have a feature of them
   */
  public Schema withThresholds(Schema schema) {
    Schema.Builder changed = schema.toBuilder();
    thresholds.forEach(threshold -> threshold.putInto(changed));
    return changed.build();
  }

  public List<Rule> statisticsRules() {
    return rules.stream().filter(rule -> rule.over() != Rule.Over.RECORD).toList();
  }

  public List<Rule> recordRules() {
    return rules.stream().filter(rule -> rule.over() == Rule.Over.RECORD).toList();
  }
}
