package io.millrace.models.inference;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a model takes and gives, as its {@code saved_model.pb} says. Inputs and outputs stand in the
 * order of their names, since the file keeps no order.
 *
 * @param name the signature's name, such as {@value #DEFAULT}
 * @param method the kind of call it is meant for, such as {@value #PREDICT}
 */
public record ModelSignature(
    String name, String method, List<TensorSpec> inputs, List<TensorSpec> outputs) {
  /** The signature that a model serves by unless told otherwise. */
  public static final String DEFAULT = "serving_default";

  public static final String PREDICT = "tensorflow/serving/predict";
  public static final String CLASSIFY = "tensorflow/serving/classify";
  public static final String REGRESS = "tensorflow/serving/regress";

  /** A signature of TensorFlow's own, by which it initialises what it loads. */
  private static final String INITIALIZER = "__saved_model_init_op";

  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a signature from the model in {@code directory}, without loading the model.
   *
   * @param name the signature's name; null for {@value #DEFAULT}, or the only one there is
   */
  public static ModelSignature read(Path directory, @Nullable String name)
      throws ModelRejectedException {
    return of(SavedModelFile.read(directory), name);
  }

  static ModelSignature of(SavedModelFile model, @Nullable String name)
      throws ModelRejectedException {
    Map<String, SignatureDef> signatures = named(model);
    String chosen = name != null ? name : DEFAULT;
    if (name == null && signatures.size() == 1) {
      chosen = signatures.keySet().iterator().next();
    }
    SignatureDef signature = signatures.get(chosen);
    if (signature == null) {
      throw new ModelRejectedException(
          "signature: "
              + new TreeSet<>(signatures.keySet())
              + " (expected: one named "
              + chosen
              + ")");
    }
    List<TensorSpec> outputs = specs("output", signature.getOutputsMap());
    if (outputs.isEmpty()) {
      throw new ModelRejectedException("outputs: none (expected: at least one in " + chosen + ")");
    }
    return new ModelSignature(
        chosen, signature.getMethodName(), specs("input", signature.getInputsMap()), outputs);
  }

  /** The signatures that are there to be called, by name. */
  static Map<String, SignatureDef> named(SavedModelFile model) {
    Map<String, SignatureDef> signatures = new TreeMap<>(model.serving().getSignatureDefMap());
    signatures.remove(INITIALIZER);
    return signatures;
  }

  private static List<TensorSpec> specs(String kind, Map<String, TensorInfo> tensors)
      throws ModelRejectedException {
    List<TensorSpec> specs = new ArrayList<>();
    for (Map.Entry<String, TensorInfo> entry : tensors.entrySet()) {
      TensorInfo info = entry.getValue();
      TensorType type = TensorType.of(info.getDtype());
      if (type == null || info.getName().isEmpty()) {
        throw new ModelRejectedException(
            kind
                + " "
                + entry.getKey()
                + ": "
                + (type == null ? info.getDtype() : info.getEncodingCase())
                + " (expected: a dense tensor of "
                + List.of(TensorType.values())
                + ")");
      }
      specs.add(new TensorSpec(entry.getKey(), info.getName(), type, dimensions(info)));
    }
    specs.sort(Comparator.comparing(TensorSpec::name));
    return specs;
  }

  /** The sizes by dimension, -1 for any; null when the rank is open. */
  static @Nullable List<Long> dimensions(TensorInfo info) {
    TensorShapeProto shape = info.getTensorShape();
    if (!info.hasTensorShape() || shape.getUnknownRank()) {
      return null;
    }
    List<Long> dimensions = new ArrayList<>();
    for (TensorShapeProto.Dim dimension : shape.getDimList()) {
      dimensions.add(dimension.getSize());
    }
    return dimensions;
  }
}
