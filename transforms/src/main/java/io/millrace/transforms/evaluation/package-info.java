/**
 * How good predictions are, window by window.
 *
 * <p>Reads from: {@link io.millrace.transforms.inference}, batches whose rows have their labels.
 * Writes to: whoever watches or reports quality; {@link io.millrace.transforms.drift} watches a
 * single error.
 *
 * <p>{@link io.millrace.transforms.evaluation.EvaluatePredictions} sums up {@link
 * io.millrace.models.evaluation.Evaluation}s where the rows are, and merges them to one a model
 * version: {@link io.millrace.transforms.evaluation.VersionEvaluations}. Metrics, slices and
 * intervals are those of {@link io.millrace.models.evaluation}: to add one, add it there.
 */
@NullMarked
package io.millrace.transforms.evaluation;

import org.jspecify.annotations.NullMarked;
