package io.millrace.models.training.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Leaves out a random part of a layer's outputs and makes the others larger by as much (Srivastava
 * et al. 2014). Which ones, a seed says: the same seed leaves out the same.
 *
 * @param part that is left out, above 0, below 1
 * @param seed of shape [2], another for every step
 */
public record Dropout(double part, Operand<TInt64> seed) {

  Operand<TFloat32> of(Ops tf, Operand<TFloat32> signal, int layer) {
    Operand<TInt64> own = tf.math.add(seed, tf.constant(new long[] {0, layer}));
    Operand<TFloat32> random = tf.random.statelessRandomUniform(tf.shape(signal), own);
    Operand<TFloat32> kept = tf.math.floor(tf.math.add(random, tf.constant((float) (1 - part))));
    Operand<TFloat32> scaled = tf.math.mul(kept, tf.constant((float) (1 / (1 - part))));
    return tf.math.mul(signal, scaled);
  }
}
