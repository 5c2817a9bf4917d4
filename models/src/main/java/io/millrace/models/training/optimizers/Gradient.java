package io.millrace.models.training.optimizers;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The slope of what is made small along the weights of a variable.
 *
 * @param values of the variable's shape, or of that of its rows
 * @param rows the rows that the values belong to, each once; null for all
 */
public record Gradient(
    Variable variable, Operand<TFloat32> values, @Nullable Operand<TInt32> rows) {

  Gradient withValues(Operand<TFloat32> others) {
    return new Gradient(variable, others, rows);
  }
}
