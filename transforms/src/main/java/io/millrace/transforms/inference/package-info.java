/**
 * Rows get their predictions.
 *
 * <p>Reads from: {@link io.millrace.transforms.ingest}. Writes to: {@link
 * io.millrace.transforms.feedback}, {@link io.millrace.transforms.drift}, the predictions' sink and
 * the dead letters.
 *
 * <p>{@link io.millrace.transforms.inference.Predict} asks the model in force and gives {@link
 * io.millrace.transforms.inference.ScoredBatch}es. The runtime itself is {@link
 * io.millrace.models.inference}.
 */
@NullMarked
package io.millrace.transforms.inference;

import org.jspecify.annotations.NullMarked;
