/**
 * Rules that people write themselves, in the Common Expression Language (CEL,
 * https://github.com/google/cel-spec): over the statistics of a feature or of a data set, over
 * these and those of other data, or over a record.
 *
 * <p>Reads from: {@code statistics}, {@code data}. Writes to: {@code tensorflow.metadata.v0}
 * anomalies, and {@code validation.records}.
 *
 * <p>In data-flow order: a {@link io.millrace.models.validation.rules.Rule} of a {@link
 * io.millrace.models.validation.rules.Severity} is compiled by {@code RuleLanguage} to a {@code
 * CompiledRule} of {@code Expression}s and a {@code Message}; what cannot be compiled is a {@link
 * io.millrace.models.validation.rules.RuleProblem}, all of them one {@link
 * io.millrace.models.validation.rules.RuleException}. {@link
 * io.millrace.models.validation.rules.StatisticsRules} ask with {@code StatisticsVariables} of
 * features that have the {@code FeatureParts} that are read, and tell {@code RuleAnomalies}; {@link
 * io.millrace.models.validation.rules.RecordRules} ask with {@code RecordVariables} and {@code
 * RecordValues}.
 *
 * <p>To give rules one more variable: its type and its value in one of the two classes of
 * variables, and its line at {@link io.millrace.models.validation.rules.Rule.Over}.
 */
@NullMarked
package io.millrace.models.validation.rules;

import org.jspecify.annotations.NullMarked;
