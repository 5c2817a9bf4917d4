package io.millrace.pipelines.local;

import io.millrace.models.validation.records.RecordValidator;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.Severity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * What every record has to keep.
 *
 * @param environment one of the schema's default environments; null for records of any
 * @param rules people's own rules over records
 * @param ignored columns that are neither checked nor reported
 * @param unknown how bad it is to have a column that the schema does not have
 */
public record RecordValidation(
    Schema schema,
    @Nullable String environment,
    List<Rule> rules,
    Set<String> ignored,
    Severity unknown) {

  RecordValidator compile() {
    return RecordValidator.compile(schema, environment, rules, ignored, unknown);
  }
}
