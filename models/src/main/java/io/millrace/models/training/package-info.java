/**
 * Training models on rows in columns, and writing them as SavedModels whose graphs hold the
 * transformations too, so that training and serving cannot differ.
 *
 * <p>Reads from: {@link io.millrace.models.training.rows.TrainingData} with a label column. Writes
 * to: a directory that {@link io.millrace.models.inference} can load.
 *
 * <p>In data-flow order:
 *
 * <ul>
 *   <li>A {@link io.millrace.models.training.TrainingSpec}, made by a {@link
 *       io.millrace.models.training.TrainingSpecBuilder}, says what is trained: {@link
 *       io.millrace.models.training.features}, {@link io.millrace.models.training.objectives}, the
 *       shape of the {@link io.millrace.models.training.network}, {@link
 *       io.millrace.models.training.optimizers}, {@link io.millrace.models.training.EarlyStopping}.
 *       {@link io.millrace.models.training.tuning} looks for good ones.
 *   <li>A {@link io.millrace.models.training.Trainer} carries it out, in a {@code Training}: from
 *       scratch, from a {@link io.millrace.models.training.WarmStart} (an {@code EarlierModel},
 *       whose {@code CarriedWeights} suit new vocabularies) or from one of the {@link
 *       io.millrace.models.training.checkpoints}.
 *   <li>A {@link io.millrace.models.training.FittedSpec} (as JSON by {@code FittedJson}) is what
 *       the first reading of the rows gives, a {@code RowLoader} encodes them in the second, into
 *       the store of {@link io.millrace.models.training.rows}.
 *   <li>The {@code TrainingLoop} makes steps of a {@code TrainableModel}, on a {@link
 *       io.millrace.models.training.RowBatch} each: {@code BatchInputs} enter the {@code LossGraph}
 *       with its {@code LearntWeights}; {@code VariableValues} reads and sets them for the {@code
 *       CheckpointWriter}. An {@link io.millrace.models.training.EpochTrainer} makes single epochs
 *       from given states, a {@link io.millrace.models.training.GradientWorker} is a model that
 *       learns together with others.
 *   <li>{@link io.millrace.models.training.TrainingProgress} is told of the {@link
 *       io.millrace.models.training.TrainingStart}, each {@link
 *       io.millrace.models.training.StepReport} and each {@link
 *       io.millrace.models.training.EpochReport}; {@link io.millrace.models.training.TensorBoard}
 *       writes them to {@link io.millrace.models.training.events}.
 *   <li>{@code ModelExport} writes the model by {@link io.millrace.models.training.export}, with
 *       {@code TrainingAssets} for later trainings; a {@link
 *       io.millrace.models.training.TrainingSummary} tells what it came to.
 * </ul>
 */
@NullMarked
package io.millrace.models.training;

import org.jspecify.annotations.NullMarked;
