package io.millrace.models.training.network;

import io.millrace.models.training.features.EncodedInputs;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.InputLayer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The model on encoded rows, the same in training and serving: bias, plus the linear sum if it is
 * wide, plus a rectified network over numbers and embeddings if it is deep.
 *
 * @param tables where the weights are, by the names that {@link NetworkWeights} gives them
 */
public record Network(Ops tf, ModelShape shape, EncodedLayout layout, InputLayer.Tables tables) {

  /**
   * What the network gives, of shape [rows, width].
   *
   * @param dropout null for none, as when serving
   */
  public Operand<TFloat32> give(EncodedInputs rows, @Nullable Dropout dropout) {
    InputLayer inputs = new InputLayer(tf, layout, tables);
    Operand<TFloat32> bias = tables.all(NetworkWeights.BIAS);
    if (shape.inputs(layout) == 0) {
      return tf.nn.biasAdd(inputs.linear(rows), bias);
    }
    Operand<TFloat32> deep = deep(inputs.dense(rows, shape.isOneHot()), dropout);
    return tf.nn.biasAdd(
        shape.isWide() ? tf.math.addN(List.of(inputs.linear(rows), deep)) : deep, bias);
  }

  private Operand<TFloat32> deep(Operand<TFloat32> inputs, @Nullable Dropout dropout) {
    Operand<TFloat32> signal = inputs;
    int layer = 0;
    for (; layer < shape.hidden().size(); layer++) {
      Operand<TFloat32> product =
          tf.linalg.matMul(signal, tables.all(NetworkWeights.kernel(layer)));
      signal = tf.nn.relu(tf.nn.biasAdd(product, tables.all(NetworkWeights.bias(layer))));
      if (dropout != null) {
        signal = dropout.of(tf, signal, layer);
      }
    }
    return tf.linalg.matMul(signal, tables.all(NetworkWeights.kernel(layer)));
  }
}
