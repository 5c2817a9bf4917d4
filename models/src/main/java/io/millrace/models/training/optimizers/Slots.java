package io.millrace.models.training.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** What an optimizer keeps beside the weights from step to step, each of a weight's shape. */
final class Slots {
  private final Ops tf;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  /**
   * @param tf without control dependencies: slots begin before any gradient is known
   */
  Slots(Ops tf) {
    this.tf = tf;
  }

  /** A new slot of a variable, all 0. */
  VarHandleOp add(Variable of, String which) {
    String name = of.name() + "/" + which;
    VarHandleOp handle = tf.varHandleOp(TFloat32.class, of.shape(), VarHandleOp.sharedName(name));
    initializers.add(
        tf.assignVariableOp(handle, tf.zeros(tf.constant(of.shape().asArray()), TFloat32.class)));
    variables.add(new Variable(name, of.shape(), handle));
    return handle;
  }

  List<Variable> variables() {
    return variables;
  }

  List<Op> initializers() {
    return initializers;
  }
}
