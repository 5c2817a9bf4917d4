/**
 * Training a regression on rows in columns, and writing it as a SavedModel whose graph holds the
 * transformations too, so that training and serving cannot differ.
 *
 * <p>Reads from: batches of {@link io.millrace.models.data} with a label column. Writes to: a
 * directory that {@link io.millrace.models.inference} can load.
 *
 * <p>In data-flow order: a {@link io.millrace.models.training.TrainingSpec} names the features, as
 * {@link io.millrace.models.training.features.FeatureSpec}s, the {@link
 * io.millrace.models.training.LabelTransform}, the {@link io.millrace.models.training.Loss} and the
 * model's size. The {@link io.millrace.models.training.Trainer} picks the labelled rows, fits one
 * encoder a feature to their statistics, encodes them by the operations that the serving graph has
 * too, trains the weights in a second graph, and exports the first. It tells {@link
 * io.millrace.models.training.TrainingProgress} how it goes and gives a {@link
 * io.millrace.models.training.TrainingSummary}.
 */
@NullMarked
package io.millrace.models.training;

import org.jspecify.annotations.NullMarked;
