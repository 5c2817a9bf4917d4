/**
 * Which records a schema does not allow, at the speed of the stream.
 *
 * <p>Reads from: {@code data}, a schema, {@code validation.rules}. Writes to: whoever routes
 * records, as {@link io.millrace.models.validation.records.Violation}s.
 *
 * <p>In data-flow order: {@link io.millrace.models.validation.records.RecordExpectations} are the
 * schema and how much of it counts; {@link io.millrace.models.validation.records.RecordValidator}
 * is compiled from them once; {@code FieldsValidator} pairs the columns of a batch with the
 * features of a level, {@code FeatureValidator} has the checks of one: {@code ValueCounts} for how
 * many values, {@code ValueRules} with a {@code ValueRule} for what each value has to be; {@code
 * CompositeValidator} has those of sparse and weighted features. What is found is collected in
 * {@code Violations}, and written by {@code ValueText}.
 *
 * <p>To add a rule for values: one class like {@code IntegerRange}, and its line in {@code
 * ValueRules.compile}.
 */
@NullMarked
package io.millrace.models.validation.records;

import org.jspecify.annotations.NullMarked;
