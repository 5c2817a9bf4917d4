package io.millrace.models.training.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Scales gradients down to a norm over all of them together (Pascanu, Mikolov and Bengio 2013): g ·
 * c / max(c, ‖g‖).
 */
final class GradientNorm {
  private GradientNorm() {}

  static List<Gradient> clip(Ops tf, List<Gradient> gradients, double most) {
    List<Operand<TFloat32>> halves = new ArrayList<>();
    for (Gradient gradient : gradients) {
      halves.add(tf.nn.l2Loss(gradient.values()));
    }
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(halves)));
    Operand<TFloat32> bound = tf.constant((float) most);
    Operand<TFloat32> scale = tf.math.div(bound, tf.math.maximum(bound, norm));
    List<Gradient> clipped = new ArrayList<>();
    for (Gradient gradient : gradients) {
      clipped.add(gradient.withValues(tf.math.mul(gradient.values(), scale)));
    }
    return clipped;
  }
}
