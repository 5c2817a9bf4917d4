/**
 * The search for better settings: trials side by side in a Beam pipeline, the best trained for
 * good.
 *
 * <p>Reads from: the {@code tuning} section of a deployment and the example store. Writes to: a
 * directory of the study in the store, and the registry, through {@link
 * io.millrace.pipelines.training}.
 *
 * <p>In data-flow order: a {@link io.millrace.pipelines.tuning.Tuner} lets a study of {@link
 * io.millrace.models.training.tuning} propose trials, a {@link
 * io.millrace.pipelines.tuning.TrialOrder} each; {@code RunTrials} carries out a round of them,
 * every {@code TrialTraining} in a process of the engine, and leaves a {@link
 * io.millrace.pipelines.tuning.TrialResult} in the {@code StudyDirectory}, where a study that
 * begins again finds it.
 */
@NullMarked
package io.millrace.pipelines.tuning;

import org.jspecify.annotations.NullMarked;
