/**
 * Where the statistics of a data set and its schema disagree.
 *
 * <p>Reads from: {@code statistics}, {@code schema}. Writes to: reports, as {@code
 * tensorflow.metadata.v0} anomalies with the texts of TensorFlow Data Validation, and schemas.
 *
 * <p>In data-flow order: {@link io.millrace.models.validation.StatisticsValidator} runs the {@link
 * io.millrace.models.validation.checks} on every feature, as {@link
 * io.millrace.models.validation.ValidationOptions} say, against the schema and the {@link
 * io.millrace.models.validation.ControlStatistics}, as far as {@link
 * io.millrace.models.validation.Comparisons} are asked for, and puts their reasons into one anomaly
 * a feature; {@link io.millrace.models.validation.CorrespondingSlices} does so for every slice.
 * {@link io.millrace.models.validation.AnomalySummary} says them to people, {@link
 * io.millrace.models.validation.AnomalyJson} to programs, {@link
 * io.millrace.models.validation.AnomaliesFiles} to TFX. {@link
 * io.millrace.models.validation.SchemaUpdate} runs the same checks, and keeps what they changed in
 * the schema.
 *
 * <p>To add a check: see {@link io.millrace.models.validation.checks}.
 */
@NullMarked
package io.millrace.models.validation;

import org.jspecify.annotations.NullMarked;
