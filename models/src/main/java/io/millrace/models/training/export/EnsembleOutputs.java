package io.millrace.models.training.export;

import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.ModelOutput;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Regression;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * What an ensemble gives: the weighted means of its members' outputs.
 *
 * @param graph with the members {@code first} and {@code second}
 * @param weight of the second
 */
record EnsembleOutputs(Graph graph, Ops tf, double weight) {

  /** The outputs of an ensemble whose members give what this signature says. */
  List<ModelOutput> of(SignatureDef signature) {
    if (signature.containsOutputs(Regression.PREDICTION)) {
      Operand<TFloat32> mean = mean(Regression.PREDICTION);
      return List.of(new ModelOutput(Regression.PREDICTION, mean, 0));
    }
    if (signature.containsOutputs(Binary.PROBABILITY)) {
      Operand<TFloat32> mean = mean(Binary.PROBABILITY);
      Operand<TInt32> likelier =
          tf.dtypes.cast(tf.math.greater(mean, tf.constant(0.5f)), TInt32.class);
      return List.of(
          new ModelOutput(Binary.PROBABILITY, mean, 0),
          new ModelOutput(Binary.CLASS, names(likelier), 0));
    }
    int width =
        (int)
            signature
                .getOutputsOrThrow(MultiClass.PROBABILITIES)
                .getTensorShape()
                .getDim(1)
                .getSize();
    Operand<TFloat32> mean = mean(MultiClass.PROBABILITIES);
    Operand<TInt32> likeliest = tf.math.argMax(mean, tf.constant(1), TInt32.class);
    return List.of(
        new ModelOutput(MultiClass.PROBABILITIES, mean, width),
        new ModelOutput(Binary.CLASS, names(likeliest), 0));
  }

  private Operand<TFloat32> mean(String output) {
    Operand<TFloat32> first = graph.operationOrThrow("first/" + output).<TFloat32>output(0);
    Operand<TFloat32> second = graph.operationOrThrow("second/" + output).<TFloat32>output(0);
    return tf.math.add(
        tf.math.mul(first, tf.constant((float) (1 - weight))),
        tf.math.mul(second, tf.constant((float) weight)));
  }

  /** Names of classes, from the constant that the first member gathers its own from. */
  private Operand<TString> names(Operand<TInt32> classes) {
    Operand<TString> firsts =
        graph.operationOrThrow("first/" + Binary.CLASS_NAMES).<TString>output(0);
    Operand<TString> all = tf.withName(Binary.CLASS_NAMES).identity(firsts);
    return tf.gather(all, classes, tf.constant(0));
  }
}
