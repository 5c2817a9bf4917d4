package io.millrace.models.validation.records;

import io.millrace.models.validation.rules.Severity;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * What records are validated against.
 *
 * @param environment what the records are for; null for anything
 * @param unknown how bad a column is that the schema, or the environment, does not have
 */
record SchemaScope(Schema schema, @Nullable String environment, Severity unknown) {}
