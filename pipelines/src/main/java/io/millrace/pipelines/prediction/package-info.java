/**
 * Predicting for files, without an engine: what {@code millrace predict} does.
 *
 * <p>Reads from: {@link io.millrace.models.data.files.DataFiles}. Writes to: a file of predictions,
 * and one of the rows that have none.
 *
 * <p>{@link io.millrace.pipelines.prediction.PredictFiles} reads, predicts with several threads and
 * writes in the order of the rows, by a {@link io.millrace.pipelines.prediction.PredictionSink}.
 *
 * <p>To add a format of predictions: one class that implements {@link
 * io.millrace.pipelines.prediction.PredictionSink}, and its extension in {@code open} there.
 */
@NullMarked
package io.millrace.pipelines.prediction;

import org.jspecify.annotations.NullMarked;
