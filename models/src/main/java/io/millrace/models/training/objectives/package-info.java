/**
 * What models predict, and what their training makes small.
 *
 * <p>Reads from: columns of labels, and what the network gives. Writes to: losses while training,
 * outputs while serving.
 *
 * <p>An {@link io.millrace.models.training.objectives.Objective} is a {@link
 * io.millrace.models.training.objectives.Regression} with its {@link
 * io.millrace.models.training.objectives.Loss} and {@link
 * io.millrace.models.training.objectives.LabelTransform}, a {@link
 * io.millrace.models.training.objectives.Binary} or a {@link
 * io.millrace.models.training.objectives.MultiClass}, whose labels {@code ClassNames} finds. {@link
 * io.millrace.models.training.objectives.RowLabels} are read from a column; {@link
 * io.millrace.models.training.objectives.LabelMoments} become the {@link
 * io.millrace.models.training.objectives.LabelScale}; a {@link
 * io.millrace.models.training.objectives.ModelOutput} is what callers get.
 *
 * <p>To add an objective: a record beside {@code Binary}, named in {@code Objective}. To add a
 * loss: a constant in {@code Loss} and its formula in {@code Regression}.
 */
@NullMarked
package io.millrace.models.training.objectives;

import org.jspecify.annotations.NullMarked;
