/**
 * The conditions that a challenger may have to meet.
 *
 * <p>Reads from: {@link io.millrace.models.evaluation.Candidates}. Writes to: {@link
 * io.millrace.models.evaluation.GateDecision}.
 *
 * <ul>
 *   <li>Of the challenger alone: {@link io.millrace.models.evaluation.gates.MinimumRows}, {@link
 *       io.millrace.models.evaluation.gates.MaximumError}, {@link
 *       io.millrace.models.evaluation.gates.ValueThreshold}.
 *   <li>Against the champion: {@link io.millrace.models.evaluation.gates.BetterThanChampion},
 *       {@link io.millrace.models.evaluation.gates.ChangeThreshold}, {@link
 *       io.millrace.models.evaluation.gates.NotWorseThanChampion}.
 *   <li>Beside its predictions: {@link io.millrace.models.evaluation.gates.MaximumLatency}, {@link
 *       io.millrace.models.evaluation.gates.MaximumSize}, {@link
 *       io.millrace.models.evaluation.gates.LoadAndQuery}, {@link
 *       io.millrace.models.evaluation.gates.NoNewAnomalies}.
 * </ul>
 *
 * <p>Those that judge by slice share {@code SliceJudgement}; what they make of a case that they
 * cannot decide is {@link io.millrace.models.evaluation.gates.Insufficient}.
 *
 * <p>To add a gate: one public record that implements {@code Gate}, with a constructor without
 * arguments for its defaults, and its line in {@code META-INF/services}; see {@code MinimumRows}.
 * Its parameters are keys of the configuration by themselves, in snake case. {@code EveryGateTest}
 * then checks it.
 */
@NullMarked
package io.millrace.models.evaluation.gates;

import org.jspecify.annotations.NullMarked;
