/**
 * How good a model is, and whether it may replace the champion.
 *
 * <p>Reads from: held-out labels and the predictions of a challenger and of the champion on the
 * same rows. Writes to: {@link io.millrace.models.registry}, as decisions kept with the training
 * run.
 *
 * <p>In data-flow order: {@link io.millrace.models.evaluation.Candidates} holds the held-out rows;
 * {@link io.millrace.models.evaluation.RegressionMetrics} measures one model on them, of which
 * {@link io.millrace.models.evaluation.ErrorMetric} names those where less is better; every {@link
 * io.millrace.models.evaluation.Gate} gives a {@link io.millrace.models.evaluation.GateResult}:
 * {@link io.millrace.models.evaluation.MinimumRows}, {@link
 * io.millrace.models.evaluation.MaximumError}, {@link
 * io.millrace.models.evaluation.BetterThanChampion}; together they make a {@link
 * io.millrace.models.evaluation.GateDecision}. {@link io.millrace.models.evaluation.Gates} finds
 * gates by name and builds them from parameters.
 *
 * <p>To add a gate: one public record that implements {@code Gate}, with a constructor without
 * arguments for its defaults, and its line in {@code META-INF/services}; see {@code MinimumRows}.
 * {@code EveryGateTest} then checks it.
 */
@NullMarked
package io.millrace.models.evaluation;

import org.jspecify.annotations.NullMarked;
