package io.millrace.models.training;

import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The model on encoded rows, the same in training and serving: "wide and deep" (Cheng et al. 2016).
 * z = bias + numbers · w + Σ over slots w[id], and, if there are hidden layers, plus a rectified
 * network over the numbers and the slots' embeddings.
 */
final class PredictionGraph {
  private final Ops tf;
  private final Weights weights;
  private final Function<String, Operand<TFloat32>> variables;

  /**
   * @param weights which weights the model has
   * @param variables the tensor of a weight by its name
   */
  PredictionGraph(Ops tf, Weights weights, Function<String, Operand<TFloat32>> variables) {
    this.tf = tf;
    this.weights = weights;
    this.variables = variables;
  }

  /**
   * The standardised prediction, of shape [rows].
   *
   * @param numbers of shape [rows, numbers]
   * @param ids of shape [rows, slots]
   */
  Operand<TFloat32> predict(Operand<TFloat32> numbers, Operand<TInt32> ids, List<IdSlot> slots) {
    Operand<TFloat32> sum = variables.apply(Weights.BIAS);
    if (weights.has(Weights.NUMBERS)) {
      sum = tf.math.add(sum, flat(tf.linalg.matMul(numbers, variables.apply(Weights.NUMBERS))));
    }
    if (!slots.isEmpty()) {
      int[] offsets = new int[slots.size()];
      for (int s = 1; s < offsets.length; s++) {
        offsets[s] = offsets[s - 1] + slots.get(s - 1).size();
      }
      Operand<TFloat32> chosen =
          tf.gather(
              variables.apply(Weights.IDS), tf.math.add(ids, tf.constant(offsets)), tf.constant(0));
      sum = tf.math.add(sum, tf.sum(chosen, tf.constant(1)));
    }
    return weights.has(Weights.kernel(0)) ? tf.math.add(sum, hidden(numbers, ids, slots)) : sum;
  }

  private Operand<TFloat32> hidden(
      Operand<TFloat32> numbers, Operand<TInt32> ids, List<IdSlot> slots) {
    List<Operand<TFloat32>> inputs = new ArrayList<>();
    if (weights.has(Weights.NUMBERS)) {
      inputs.add(numbers);
    }
    for (int s = 0; s < slots.size(); s++) {
      String name = Weights.embedding(s);
      if (weights.has(name)) {
        Operand<TInt32> column = tf.gather(ids, tf.constant(s), tf.constant(1));
        inputs.add(tf.gather(variables.apply(name), column, tf.constant(0)));
      }
    }
    Operand<TFloat32> signal =
        inputs.size() == 1 ? inputs.get(0) : tf.concat(inputs, tf.constant(1));
    int layer = 0;
    for (; weights.has(Weights.bias(layer)); layer++) {
      signal =
          tf.nn.relu(
              tf.nn.biasAdd(
                  tf.linalg.matMul(signal, variables.apply(Weights.kernel(layer))),
                  variables.apply(Weights.bias(layer))));
    }
    return flat(tf.linalg.matMul(signal, variables.apply(Weights.kernel(layer))));
  }

  private Operand<TFloat32> flat(Operand<TFloat32> column) {
    return tf.reshape(column, tf.constant(new int[] {-1}));
  }
}
