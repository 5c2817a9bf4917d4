package io.millrace.models.training.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba 2015), the same bits every time: the powers of its betas come from outside.
 * TensorFlow's own optimizer updates them while it uses them, and differs from run to run.
 */
final class AdamRule implements UpdateRule {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-7f;

  private final Operand<TFloat32> rate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;

  AdamRule(Ops tf, Operand<TFloat32> rate) {
    this.rate = rate;
    beta1Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    beta2Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  @Override
  public Op update(Ops tf, Gradient gradient, Slots slots) {
    Variable variable = gradient.variable();
    return tf.train.resourceApplyAdam(
        variable.handle(),
        slots.add(variable, "first"),
        slots.add(variable, "second"),
        beta1Power,
        beta2Power,
        rate,
        tf.constant(BETA_1),
        tf.constant(BETA_2),
        tf.constant(EPSILON),
        gradient.values());
  }

  @Override
  public void feed(Session.Runner runner, long number, List<Tensor> fed) {
    TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(BETA_1, (double) number));
    TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(BETA_2, (double) number));
    runner.feed(beta1Power, power1).feed(beta2Power, power2);
    fed.add(power1);
    fed.add(power2);
  }
}
