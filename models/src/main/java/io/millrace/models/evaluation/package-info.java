/**
 * How good a model is, and whether it may replace the champion.
 *
 * <p>Reads from: held-out labels and the predictions of a challenger and of the champion on the
 * same rows. Writes to: {@link io.millrace.models.registry}, as decisions kept with the training
 * run.
 *
 * <p>In data-flow order: {@link io.millrace.models.evaluation.EvaluationColumns} finds labels,
 * weights and predictions; an {@link io.millrace.models.evaluation.Evaluation} sums them up as an
 * {@link io.millrace.models.evaluation.EvaluationSpec} says, by {@link
 * io.millrace.models.evaluation.metrics}, {@link io.millrace.models.evaluation.slices} and {@link
 * io.millrace.models.evaluation.confidence}, and gives an {@link
 * io.millrace.models.evaluation.EvaluationResult} with a {@link
 * io.millrace.models.evaluation.SliceResult} a slice. A {@link
 * io.millrace.models.evaluation.Comparison} does so for a challenger and the champion, with their
 * {@link io.millrace.models.evaluation.PairedLoss}; with the {@link
 * io.millrace.models.evaluation.ModelChecks} of a {@link io.millrace.models.evaluation.ModelTrial}
 * they are {@link io.millrace.models.evaluation.Candidates}. {@link
 * io.millrace.models.evaluation.ModelComparison} does all of it for SavedModels.
 *
 * <p>{@link io.millrace.models.evaluation.Gates} finds gates by name and builds them from
 * parameters, of which some are {@link io.millrace.models.evaluation.Required}. Gates say what they
 * {@linkplain io.millrace.models.evaluation.Needs need}; every {@link
 * io.millrace.models.evaluation.Gate} then gives a {@link
 * io.millrace.models.evaluation.GateResult}, and together they make a {@link
 * io.millrace.models.evaluation.GateDecision}. The gates are in {@link
 * io.millrace.models.evaluation.gates}; for one of them {@link
 * io.millrace.models.evaluation.TrainingAnomalies} validates what a model was trained on.
 *
 * <p>Before training {@link io.millrace.models.evaluation.leakage} looks for features that know the
 * label, and {@link io.millrace.models.evaluation.ablation} tells what features are worth.
 */
@NullMarked
package io.millrace.models.evaluation;

import org.jspecify.annotations.NullMarked;
