/**
 * Rows get their predictions.
 *
 * <p>Reads from: {@link io.millrace.transforms.ingest}, or any pipeline's elements. Writes to:
 * {@link io.millrace.transforms.feedback}, {@link io.millrace.transforms.drift}, the predictions'
 * sink and the dead letters.
 *
 * <p>{@link io.millrace.transforms.inference.RunInference} predicts column batches and gives {@link
 * io.millrace.transforms.inference.ScoredBatch}es. Elements of other kinds go through {@link
 * io.millrace.transforms.inference.InferElements}: their {@link
 * io.millrace.transforms.inference.Features} are written into a {@link
 * io.millrace.transforms.inference.FeatureRow}, and each becomes a {@link
 * io.millrace.transforms.inference.PredictionResult} or an {@link
 * io.millrace.transforms.inference.InferenceFailure}. Serialized examples are read as they are.
 * Inside, {@code ElementColumns} lay elements out and {@code ElementBuffer}s make batches of them,
 * within a bundle ({@code InferInBundlesFn}) or beyond it ({@code GatherElements}, {@code
 * InferGatheredFn}), for each model that {@code ModelChoice} names; small column batches become
 * {@code WaitingBatches}. What serves is a {@link
 * io.millrace.models.inference.serving.ModelHandler}, and the runtime itself is {@link
 * io.millrace.models.inference}; {@code InferenceSettings} is what the transforms have in common.
 * Calls are counted by {@code BeamInferenceMetrics}, or in the process by {@link
 * io.millrace.transforms.inference.MicrometerInferenceMetrics}, which has {@code ModelMeters} of
 * each model, and {@code VersionMeters} of its versions in use.
 *
 * <p>To add a kind of element: its features, as {@code RowFeatures}, and a factory method in {@link
 * io.millrace.transforms.inference.RunInference}.
 */
@NullMarked
package io.millrace.transforms.inference;

import org.jspecify.annotations.NullMarked;
