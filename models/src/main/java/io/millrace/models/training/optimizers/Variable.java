package io.millrace.models.training.optimizers;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.VarHandleOp;

/**
 * A resource variable of floats: weights, or what an optimizer keeps beside them.
 *
 * @param name unique in its graph
 */
public record Variable(String name, Shape shape, VarHandleOp handle) {

  /** How many floats it has. */
  public int size() {
    return Math.toIntExact(shape.size());
  }
}
