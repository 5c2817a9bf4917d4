package io.millrace.models.validation.records;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.validation.rules.RecordRules;
import io.millrace.models.validation.rules.Severity;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Schema;

/**
 * Validates records one by one against a schema, compiled once: each column is passed over with the
 * few comparisons that its feature needs, and nothing is allocated for good records of flat
 * columns.
 *
 * <p>Checked are presence (of features that have to be in all records), number of values or shape,
 * type and domain, inside lists and structs too, whether the parts of sparse and weighted features
 * go together, and columns that the schema, or the environment, does not have. Not checked is what
 * only a data set has: shares and counts below "all", numbers of unique values, drift; values
 * outside a domain whose {@code min_domain_mass} tolerates some. Features that are not live are not
 * checked.
 *
 * <p>Not thread-safe: one for each thread.
 *
 * <pre>{@code
 * RecordValidator validator =
 *     RecordExpectations.of(schema).withEnvironment("SERVING").compile();
 * for (Violation violation : validator.validate(batch)) {
 *   log.warn("row {}: {}", violation.row(), violation.reason());
 * }
 * }</pre>
 */
public final class RecordValidator {
  private final FieldsValidator fields;
  private final RecordRules rules;
  private final Map<AnomalyInfo.Type, Severity> severities;

  private RecordValidator(
      FieldsValidator fields, RecordRules rules, Map<AnomalyInfo.Type, Severity> severities) {
    this.fields = fields;
    this.rules = rules;
    this.severities = severities;
  }

  /** See {@link RecordExpectations#compile}. */
  static RecordValidator compile(RecordExpectations expected) {
    Schema schema = expected.schema();
    String environment = expected.environment();
    if (environment != null && !schema.getDefaultEnvironmentList().contains(environment)) {
      throw new IllegalArgumentException(
          "environment: "
              + environment
              + " (expected: one of "
              + schema.getDefaultEnvironmentList()
              + ")");
    }
    return new RecordValidator(
        FieldsValidator.compile(expected),
        RecordRules.compile(schema, expected.rules()),
        expected.severities());
  }

  /**
   * The violations of all rows, in their order; those of a row in the order of its columns, the
   * rules' own last. A value that breaks a rule is told once a row and rule, the first of them.
   */
  public List<Violation> validate(ColumnBatch batch) {
    Violations found = new Violations(severities);
    fields.check(batch.layout(), batch.columns(), batch.rows(), RecordRows.OUTERMOST, found);
    for (RecordRules.Failure failure : rules.check(batch)) {
      found.add(
          new Violation(
              failure.row(),
              failure.columns(),
              failure.values(),
              failure.rule().name(),
              failure.problem(),
              failure.rule().severity()));
    }
    return found.byRow();
  }

  /** The rows among these violations that must not be used: those with an error. */
  public static BitSet refused(List<Violation> violations) {
    return Violations.refused(violations);
  }
}
