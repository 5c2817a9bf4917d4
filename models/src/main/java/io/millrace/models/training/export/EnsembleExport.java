package io.millrace.models.training.export;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.ModelOutput;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Regression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Makes one SavedModel of two that were trained here, such as the champion and its challenger. It
 * takes the inputs of both, and gives the weighted mean of their predictions, or of their
 * probabilities with the class that is then the likeliest. It serves like any other model, and can
 * be a member itself, but no training can go on from it.
 */
public final class EnsembleExport {
  private static final String INITIALIZE = "initialize";
  private static final int PARTS = 20;

  private EnsembleExport() {}

  /**
   * The weight of the second model, in twentieths, whose ensemble has the smallest error; of equal
   * ones the smallest.
   *
   * @param error of an ensemble in which the second model has this weight, on rows that neither was
   *     trained on
   */
  public static double bestWeight(DoubleUnaryOperator error) {
    double best = 0;
    double least = error.applyAsDouble(0);
    for (int i = 1; i <= PARTS; i++) {
      double weight = (double) i / PARTS;
      double found = error.applyAsDouble(weight);
      if (found < least) {
        least = found;
        best = weight;
      }
    }
    return best;
  }

  /**
   * Writes the ensemble.
   *
   * @param weight of the second model, 0..1; the first has the rest
   * @param directory where it is written; empty, or not there yet
   * @throws IllegalArgumentException when the two do not give the same, or take an input of one
   *     name as different types
   */
  public static void write(Path first, Path second, double weight, Path directory)
      throws IOException {
    boolean fits = weight >= 0 && weight <= 1;
    if (!fits) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 0..1)");
    }
    Map<String, TensorInfo> inputs = new TreeMap<>();
    addInputs(inputs, EnsembleMember.signature(first));
    addInputs(inputs, EnsembleMember.signature(second));
    Map<String, String> placeholders = new LinkedHashMap<>();
    inputs.keySet().forEach(input -> placeholders.put(input, "input_" + placeholders.size()));
    EnsembleMember a = EnsembleMember.load(first, "first", placeholders);
    EnsembleMember b = EnsembleMember.load(second, "second", placeholders);
    if (!a.signature().getOutputsMap().keySet().equals(b.signature().getOutputsMap().keySet())) {
      throw new IllegalArgumentException(
          "outputs: "
              + new TreeMap<>(b.signature().getOutputsMap()).keySet()
              + " (expected: those of the first model, "
              + new TreeMap<>(a.signature().getOutputsMap()).keySet()
              + ")");
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(joined(inputs, placeholders, a, b));
      Ops tf = Ops.create(graph);
      List<SavedWeight> weights = new ArrayList<>();
      for (EnsembleMember member : List.of(a, b)) {
        for (EnsembleMember.Variable variable : member.weights()) {
          weights.add(
              new SavedWeight(
                  variable.name(),
                  variable.shape(),
                  graph.operationOrThrow(variable.name()).output(0),
                  variable.values()));
        }
      }
      List<TensorSpec> taken = new ArrayList<>();
      inputs.forEach(
          (name, info) ->
              taken.add(
                  new TensorSpec(name, placeholders.get(name) + ":0", type(info), List.of(-1L))));
      new SavedModelWriter(graph, tf, weights)
          .write(
              Signatures.of(tf, taken, outputs(graph, tf, a.signature(), weight)),
              INITIALIZE,
              directory);
    }
  }

  private static void addInputs(Map<String, TensorInfo> inputs, SignatureDef signature) {
    signature
        .getInputsMap()
        .forEach(
            (name, info) -> {
              TensorInfo known = inputs.put(name, info);
              if (known != null && known.getDtype() != info.getDtype()) {
                throw new IllegalArgumentException(
                    "input "
                        + name
                        + ": "
                        + info.getDtype()
                        + " (expected: "
                        + known.getDtype()
                        + ", as in the first model)");
              }
            });
  }

  private static TensorType type(TensorInfo info) {
    for (TensorType type : TensorType.values()) {
      if (type.proto() == info.getDtype()) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "input type: " + info.getDtype() + " (expected: one that we write)");
  }

  private static GraphDef joined(
      Map<String, TensorInfo> inputs,
      Map<String, String> placeholders,
      EnsembleMember a,
      EnsembleMember b) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    inputs.forEach(
        (input, info) ->
            graph.addNode(
                NodeDef.newBuilder()
                    .setName(String.valueOf(placeholders.get(input)))
                    .setOp("Placeholder")
                    .putAttr("dtype", AttrValue.newBuilder().setType(info.getDtype()).build())
                    .putAttr(
                        "shape", AttrValue.newBuilder().setShape(info.getTensorShape()).build())));
    return graph
        .addAllNode(a.nodes())
        .addAllNode(b.nodes())
        .addNode(
            NodeDef.newBuilder()
                .setName(INITIALIZE)
                .setOp("NoOp")
                .addInput("^" + a.initializer())
                .addInput("^" + b.initializer()))
        .build();
  }

  private static List<ModelOutput> outputs(
      Graph graph, Ops tf, SignatureDef signature, double weight) {
    if (signature.containsOutputs(Regression.PREDICTION)) {
      Operand<TFloat32> mean = mean(graph, tf, Regression.PREDICTION, weight);
      return List.of(new ModelOutput(Regression.PREDICTION, mean, 0));
    }
    if (signature.containsOutputs(Binary.PROBABILITY)) {
      Operand<TFloat32> mean = mean(graph, tf, Binary.PROBABILITY, weight);
      Operand<TInt32> likelier =
          tf.dtypes.cast(tf.math.greater(mean, tf.constant(0.5f)), TInt32.class);
      return List.of(
          new ModelOutput(Binary.PROBABILITY, mean, 0),
          new ModelOutput(Binary.CLASS, names(graph, tf, likelier), 0));
    }
    int width =
        (int)
            signature
                .getOutputsOrThrow(MultiClass.PROBABILITIES)
                .getTensorShape()
                .getDim(1)
                .getSize();
    Operand<TFloat32> mean = mean(graph, tf, MultiClass.PROBABILITIES, weight);
    Operand<TInt32> likeliest = tf.math.argMax(mean, tf.constant(1), TInt32.class);
    return List.of(
        new ModelOutput(MultiClass.PROBABILITIES, mean, width),
        new ModelOutput(Binary.CLASS, names(graph, tf, likeliest), 0));
  }

  private static Operand<TFloat32> mean(Graph graph, Ops tf, String output, double weight) {
    Operand<TFloat32> first = graph.operationOrThrow("first/" + output).<TFloat32>output(0);
    Operand<TFloat32> second = graph.operationOrThrow("second/" + output).<TFloat32>output(0);
    return tf.math.add(
        tf.math.mul(first, tf.constant((float) (1 - weight))),
        tf.math.mul(second, tf.constant((float) weight)));
  }

  /** Names of classes, from the constant that the first member gathers its own from. */
  private static Operand<TString> names(Graph graph, Ops tf, Operand<TInt32> classes) {
    Operand<TString> firsts =
        graph.operationOrThrow("first/" + Binary.CLASS_NAMES).<TString>output(0);
    Operand<TString> all = tf.withName(Binary.CLASS_NAMES).identity(firsts);
    return tf.gather(all, classes, tf.constant(0));
  }
}
