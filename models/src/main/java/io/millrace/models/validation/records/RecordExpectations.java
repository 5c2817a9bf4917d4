package io.millrace.models.validation.records;

import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.models.validation.rules.Severity;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * What records are expected to be: the settings of a {@link RecordValidator}.
 *
 * @param environment what the records are for: one of the schema's default environments; null for
 *     anything
 * @param rules people's own, over records, besides those of the schema
 * @param ignored columns that are neither checked nor reported, such as record ids
 * @param featuresNeeded of the columns that the schema does not have only those at these paths are
 *     reported; all if empty
 * @param severities how bad it is to break the schema's rules of these types, in place of an error
 */
public record RecordExpectations(
    Schema schema,
    @Nullable String environment,
    List<Rule> rules,
    Set<String> ignored,
    Set<Path> featuresNeeded,
    Map<AnomalyInfo.Type, Severity> severities)
    implements Serializable {
  public RecordExpectations {
    rules = List.copyOf(rules);
    ignored = Set.copyOf(ignored);
    featuresNeeded = Set.copyOf(featuresNeeded);
    severities = Map.copyOf(severities);
  }

  /** What the schema says of records for anything; everything is reported, as an error. */
  public static RecordExpectations of(Schema schema) {
    return new RecordExpectations(schema, null, List.of(), Set.of(), Set.of(), Map.of());
  }

  public RecordExpectations withEnvironment(@Nullable String name) {
    return new RecordExpectations(schema, name, rules, ignored, featuresNeeded, severities);
  }

  public RecordExpectations withRules(List<Rule> own) {
    return new RecordExpectations(schema, environment, own, ignored, featuresNeeded, severities);
  }

  public RecordExpectations ignoring(Set<String> columns) {
    return new RecordExpectations(schema, environment, rules, columns, featuresNeeded, severities);
  }

  public RecordExpectations withFeaturesNeeded(Set<Path> paths) {
    return new RecordExpectations(schema, environment, rules, ignored, paths, severities);
  }

  public RecordExpectations withSeverities(Map<AnomalyInfo.Type, Severity> overrides) {
    return new RecordExpectations(schema, environment, rules, ignored, featuresNeeded, overrides);
  }

  boolean reportsNew(Path path) {
    return featuresNeeded.isEmpty() || featuresNeeded.contains(path);
  }

  /**
   * The validator, one for each thread.
   *
   * @throws RuleException if any rule cannot be used
   * @throws IllegalArgumentException if the schema does not have the environment, or a domain that
   *     a feature names
   */
  public RecordValidator compile() {
    return RecordValidator.compile(this);
  }
}
