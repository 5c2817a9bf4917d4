/**
 * Which settings to try next: search spaces, samplers and schedulers. Nothing here trains.
 *
 * <p>Reads from: what the configuration says may vary, and the losses of finished trials. Writes
 * to: whoever trains, as {@link io.millrace.models.training.tuning.Proposal}s.
 *
 * <p>In data-flow order: a {@link io.millrace.models.training.tuning.SearchSpace} of {@link
 * io.millrace.models.training.tuning.Parameter}s ({@link
 * io.millrace.models.training.tuning.Choice}, {@link
 * io.millrace.models.training.tuning.IntegerRange}, {@link
 * io.millrace.models.training.tuning.RealRange}) has points, one coordinate a parameter. A {@link
 * io.millrace.models.training.tuning.Sampler} ({@link
 * io.millrace.models.training.tuning.GridSampler}, {@link
 * io.millrace.models.training.tuning.RandomSampler}, {@link
 * io.millrace.models.training.tuning.TpeSampler} with its {@code ParzenEstimator}; {@link
 * io.millrace.models.training.tuning.Samplers} knows them by name) proposes some, a {@link
 * io.millrace.models.training.tuning.Scheduler} ({@link
 * io.millrace.models.training.tuning.FullTraining}, {@link
 * io.millrace.models.training.tuning.SuccessiveHalving}, {@link
 * io.millrace.models.training.tuning.Hyperband}; by name in {@link
 * io.millrace.models.training.tuning.Schedulers}) says in {@link
 * io.millrace.models.training.tuning.Bracket}s how long each is trained. A {@link
 * io.millrace.models.training.tuning.Study} asks both and hands the proposals to a {@link
 * io.millrace.models.training.tuning.TrialRunner}, whose losses become {@link
 * io.millrace.models.training.tuning.Observation}s.
 *
 * <p>Everything depends on the seed, the number of a trial and what was observed before it alone: a
 * study that starts again with its finished trials goes on as if it had never stopped.
 *
 * <p>To add a sampler or a scheduler: one file and its line in {@link
 * io.millrace.models.training.tuning.Samplers} or {@link
 * io.millrace.models.training.tuning.Schedulers}; see {@link
 * io.millrace.models.training.tuning.RandomSampler}.
 */
@NullMarked
package io.millrace.models.training.tuning;

import org.jspecify.annotations.NullMarked;
