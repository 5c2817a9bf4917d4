/**
 * From labelled examples to a champion.
 *
 * <p>Reads from: the example store and the registry. Writes to: the model store and the registry,
 * and a directory of each run in the store.
 *
 * <p>{@link io.millrace.pipelines.training.Bootstrap} makes the baseline ({@code HistorySchema})
 * and the first model; {@link io.millrace.pipelines.training.TrainingWorker} claims the runs that
 * are asked for, {@link io.millrace.pipelines.training.RunOnDemand} asks for one and carries it
 * out. In data-flow order: {@code RunWindow} finds a run's window; its {@code StoredExamples} are
 * {@link io.millrace.pipelines.training.Examples} on the {@link
 * io.millrace.pipelines.training.Side}s of a {@link io.millrace.pipelines.training.Division}.
 * {@code RunExecution} has a {@code Challenger} trained from a {@code StartingPoint} as {@code
 * Specs} says, which {@code TrainingListeners} watch ({@code RunMetricsRecorder}, {@code
 * EventFileRecorder}), or in {@code ShardedExamples} side by side, and judged on {@code ScoredRows}
 * by a {@code HeldOutComparison}; it is given its {@code References} and, if asked for, an
 * estimator of its quality ({@code Estimators}); a {@code Publication} makes it a version, which
 * holds from behind the {@code Frontier}. The {@code RunDirectory} keeps what the next claim goes
 * on with.
 *
 * <p>Beside that, {@link io.millrace.pipelines.training.LeakageSuspects} are looked for before,
 * with {@code ServingStatistics}; {@link io.millrace.pipelines.training.HeldOutRows} are what a
 * model is evaluated on by itself, and {@link io.millrace.pipelines.training.DeploymentAblation}
 * trains without features.
 */
@NullMarked
package io.millrace.pipelines.training;

import org.jspecify.annotations.NullMarked;
