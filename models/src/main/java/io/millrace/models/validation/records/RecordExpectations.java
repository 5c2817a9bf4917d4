package io.millrace.models.validation.records;

import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.models.validation.rules.Severity;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * What records are expected to be: the settings of a {@link RecordValidator}.
 *
 * @param environment what the records are for: one of the schema's default environments; null for
 *     anything
 * @param rules people's own, over records, besides those of the schema
 * @param ignored columns that are neither checked nor reported, such as record ids
 * @param unknown how bad it is to have a column that the schema, or the environment, does not have
 */
public record RecordExpectations(
    Schema schema,
    @Nullable String environment,
    List<Rule> rules,
    Set<String> ignored,
    Severity unknown)
    implements Serializable {
  public RecordExpectations {
    rules = List.copyOf(rules);
    ignored = Set.copyOf(ignored);
  }

  /** What the schema says of records for anything; an unknown column is an error. */
  public static RecordExpectations of(Schema schema) {
    return new RecordExpectations(schema, null, List.of(), Set.of(), Severity.ERROR);
  }

  public RecordExpectations withEnvironment(@Nullable String name) {
    return new RecordExpectations(schema, name, rules, ignored, unknown);
  }

  public RecordExpectations withRules(List<Rule> own) {
    return new RecordExpectations(schema, environment, own, ignored, unknown);
  }

  public RecordExpectations ignoring(Set<String> columns) {
    return new RecordExpectations(schema, environment, rules, columns, unknown);
  }

  public RecordExpectations withUnknownColumnsAs(Severity severity) {
    return new RecordExpectations(schema, environment, rules, ignored, severity);
  }

  /**
   * The validator, one for each thread.
   *
   * @throws RuleException if any rule cannot be used
   * @throws IllegalArgumentException if the schema does not have the environment, or a domain that
   *     a feature names
   */
  public RecordValidator compile() {
    return RecordValidator.compile(schema, environment, rules, ignored, unknown);
  }
}
