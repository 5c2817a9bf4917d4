package io.millrace.models.training.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * Adagrad (Duchi, Hazan and Singer 2011): a ← a + g², w ← w − rate · g / (√a + ε), from a = 0. It
 * needs to touch only the rows that have a gradient, as the others would stay as they are.
 */
final class AdagradRule implements UpdateRule {
  /** So that weights without a gradient do not become 0/0. */
  private static final float EPSILON = 1e-7f;

  private final Operand<TFloat32> rate;

  AdagradRule(Operand<TFloat32> rate) {
    this.rate = rate;
  }

  @Override
  public Op update(Ops tf, Gradient gradient, Slots slots) {
    Variable variable = gradient.variable();
    VarHandleOp sum = slots.add(variable, "accumulator");
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    return gradient.rows() == null
        ? tf.train.resourceApplyAdagrad(variable.handle(), sum, rate, epsilon, gradient.values())
        : tf.train.resourceSparseApplyAdagradV2(
            variable.handle(), sum, rate, epsilon, gradient.values(), gradient.rows());
  }

  @Override
  public void feed(Session.Runner runner, long number, List<Tensor> fed) {
    // The rate is all it needs.
  }
}
