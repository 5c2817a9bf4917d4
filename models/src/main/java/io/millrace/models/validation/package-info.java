/**
 * Where the statistics of a data set and its schema disagree.
 *
 * <p>Reads from: {@code statistics}, {@code schema}. Writes to: reports, as {@code
 * tensorflow.metadata.v0} anomalies with the texts of TensorFlow Data Validation.
 *
 * <p>In data-flow order: {@link io.millrace.models.validation.StatisticsValidator} pairs every
 * feature with its statistics ({@code CheckedFeature}), runs the {@code FeatureCheck}s in their
 * fixed order, and puts their reasons into one anomaly a feature.
 *
 * <p>To add a check: one class like {@code ShapeCheck}, and its line in {@code
 * FeatureCheck.IN_ORDER}.
 */
@NullMarked
package io.millrace.models.validation;

import org.jspecify.annotations.NullMarked;
