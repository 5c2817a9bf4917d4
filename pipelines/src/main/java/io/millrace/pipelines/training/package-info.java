/**
 * From labelled examples to a champion.
 *
 * <p>Reads from: the example store and the registry. Writes to: the model store and the registry.
 *
 * <p>{@link io.millrace.pipelines.training.Bootstrap} makes the baseline and the first model;
 * {@link io.millrace.pipelines.training.TrainingWorker} carries out what the running pipeline asks
 * for. Both divide examples by a {@link io.millrace.pipelines.training.Split}, and train and
 * compare a challenger as the configuration says.
 */
@NullMarked
package io.millrace.pipelines.training;

import org.jspecify.annotations.NullMarked;
