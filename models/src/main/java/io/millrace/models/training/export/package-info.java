/**
 * Trained models as SavedModels.
 *
 * <p>Reads from: {@link io.millrace.models.training.features}, {@link
 * io.millrace.models.training.network} and {@link io.millrace.models.training.objectives}, of which
 * the graph is made. Writes to: a directory that {@link io.millrace.models.inference} and
 * TensorFlow Serving can load.
 *
 * <p>In data-flow order: {@link io.millrace.models.training.export.ServingModel} builds the graph,
 * {@code Signatures} describes what it takes and gives, {@code SavedModelWriter} writes it with its
 * {@code SavedWeight}s. {@link io.millrace.models.training.export.EnsembleExport} makes one model
 * of two {@code EnsembleMember}s with {@code EnsembleOutputs}.
 */
@NullMarked
package io.millrace.models.training.export;

import org.jspecify.annotations.NullMarked;
