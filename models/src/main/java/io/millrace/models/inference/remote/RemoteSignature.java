package io.millrace.models.inference.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a signature of the remote model takes and gives, as its {@code metadata} says.
 *
 * @param inputs by name
 * @param outputs by name
 */
record RemoteSignature(List<Tensor> inputs, List<Tensor> outputs) {

  /**
   * An input or output.
   *
   * @param dtype its type in TensorFlow, such as {@code DT_FLOAT}
   * @param type that of a column that holds its values
   * @param rank how many dimensions it has; -1 when that is open
   */
  record Tensor(String name, String dtype, ValueType type, int rank) {}

  /** Reads the signature of this name from an answer to {@code /metadata}. */
  static RemoteSignature read(JsonNode metadata, String name) {
    JsonNode signatures = metadata.path("metadata").path("signature_def").path("signature_def");
    JsonNode signature = signatures.path(name);
    if (!signature.isObject()) {
      List<String> names = new ArrayList<>();
      signatures.fieldNames().forEachRemaining(names::add);
      throw new RemoteModelException("signature: " + name + " (expected: one of " + names + ")", 0);
    }
    RemoteSignature read =
        new RemoteSignature(tensors(signature.path("inputs")), tensors(signature.path("outputs")));
    if (read.outputs.isEmpty()) {
      throw new RemoteModelException("outputs: none (expected: at least one in " + name + ")", 0);
    }
    return read;
  }

  private static List<Tensor> tensors(JsonNode tensors) {
    List<Tensor> read = new ArrayList<>();
    for (Map.Entry<String, JsonNode> tensor : tensors.properties()) {
      String dtype = tensor.getValue().path("dtype").asText();
      JsonNode shape = tensor.getValue().path("tensor_shape");
      int rank = shape.path("unknown_rank").asBoolean() ? -1 : shape.path("dim").size();
      read.add(new Tensor(tensor.getKey(), dtype, type(tensor.getKey(), dtype), rank));
    }
    read.sort(Comparator.comparing(Tensor::name));
    return List.copyOf(read);
  }

  private static ValueType type(String name, String dtype) {
    if (dtype.equals("DT_FLOAT") || dtype.equals("DT_DOUBLE") || dtype.equals("DT_HALF")) {
      return ValueType.FLOAT;
    }
    if (dtype.equals("DT_STRING")) {
      return ValueType.STRING;
    }
    String text = dtype.toUpperCase(Locale.ROOT);
    if (text.startsWith("DT_INT") || text.startsWith("DT_UINT") || text.equals("DT_BOOL")) {
      return ValueType.INT;
    }
    throw new RemoteModelException(
        "tensor " + name + ": " + dtype + " (expected: floats, integers, bool or string)", 0);
  }

  /** The outputs as columns. */
  Layout outputLayout() {
    return new Layout(
        outputs.stream().map(output -> new Layout.Field(output.name(), output.type())).toList());
  }
}
