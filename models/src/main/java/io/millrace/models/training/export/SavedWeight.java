package io.millrace.models.training.export;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/**
 * A variable of a graph with its value.
 *
 * @param name unique in the model
 * @param handle of the resource variable
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent")
record SavedWeight(String name, Shape shape, Operand<?> handle, float[] values) {}
