/**
 * Rows get their predictions.
 *
 * <p>Reads from: {@link io.millrace.transforms.ingest}, or any pipeline's elements. Writes to:
 * {@link io.millrace.transforms.feedback}, {@link io.millrace.transforms.drift}, the predictions'
 * sink and the dead letters.
 *
 * <p>{@link io.millrace.transforms.inference.RunInference} predicts column batches and gives {@link
 * io.millrace.transforms.inference.ScoredBatch}es. What serves is a {@link
 * io.millrace.models.inference.ModelHandler}, and the runtime itself is {@link
 * io.millrace.models.inference}; {@code InferenceSettings} is what the transforms have in common,
 * {@code BeamInferenceMetrics} what they count.
 */
@NullMarked
package io.millrace.transforms.inference;

import org.jspecify.annotations.NullMarked;
