/**
 * Columns in, tensors out, and back: what a signature's inputs and outputs are made of.
 *
 * <p>Reads from: batches of {@link io.millrace.models.data}. Writes to: the sessions of {@link
 * io.millrace.models.inference} and {@link io.millrace.models.training}.
 *
 * <p>In data-flow order: a {@link io.millrace.models.inference.tensors.TensorSpec} tells name,
 * {@link io.millrace.models.inference.tensors.TensorType} and shape; {@link
 * io.millrace.models.inference.tensors.InputTensors} feeds a column to it, with a {@link
 * io.millrace.models.inference.tensors.Filling} for what is missing, or tells by {@link
 * io.millrace.models.inference.tensors.UnfitInputException} why it cannot; {@link
 * io.millrace.models.inference.tensors.RowShapes} says which rows go into one tensor, {@link
 * io.millrace.models.inference.tensors.InputNames} how lists of any length do. {@link
 * io.millrace.models.inference.tensors.OutputColumns} copies results into columns, and {@link
 * io.millrace.models.inference.tensors.TensorValue} is a tensor in plain arrays.
 *
 * <p>To add a tensor type: one constant in {@link io.millrace.models.inference.tensors.TensorType},
 * and the compiler names the places.
 */
@NullMarked
package io.millrace.models.inference.tensors;

import org.jspecify.annotations.NullMarked;
