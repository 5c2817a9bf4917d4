package io.millrace.models.inference;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a model takes and gives, as its {@code saved_model.pb} says. Inputs and outputs stand in the
 * order of their names, since the file keeps no order.
 */
public record ModelSignature(String name, List<TensorSpec> inputs, List<TensorSpec> outputs) {
  /** The signature that a model serves by unless told otherwise. */
  public static final String DEFAULT = "serving_default";

  /** The tag of the graph that serves. */
  static final String TAG = "serve";

  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Reads a signature from the model in {@code directory}, without loading the model. */
  public static ModelSignature read(Path directory, String name) throws ModelRejectedException {
    MetaGraphDef graph = servingGraph(directory);
    SignatureDef signature = graph.getSignatureDefMap().get(name);
    if (signature == null) {
      throw new ModelRejectedException(
          "signature: "
              + new TreeSet<>(graph.getSignatureDefMap().keySet())
              + " (expected: one named "
              + name
              + ")");
    }
    List<TensorSpec> inputs = specs("input", signature.getInputsMap());
    for (TensorSpec input : inputs) {
      requireFeedable(input);
    }
    List<TensorSpec> outputs = specs("output", signature.getOutputsMap());
    if (outputs.isEmpty()) {
      throw new ModelRejectedException("outputs: none (expected: at least one in " + name + ")");
    }
    return new ModelSignature(name, inputs, outputs);
  }

  private static MetaGraphDef servingGraph(Path directory) throws ModelRejectedException {
    Path file = directory.resolve(SavedModel.FILE);
    org.tensorflow.proto.SavedModel model;
    try {
      model = org.tensorflow.proto.SavedModel.parseFrom(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ModelRejectedException(file + ": absent (expected: a SavedModel)", e);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelRejectedException(
          SavedModel.FILE + ": " + e.getMessage() + " (expected: a whole SavedModel)", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (MetaGraphDef graph : model.getMetaGraphsList()) {
      if (graph.getMetaInfoDef().getTagsList().contains(TAG)) {
        return graph;
      }
    }
    throw new ModelRejectedException(
        SavedModel.FILE
            + ": "
            + model.getMetaGraphsCount()
            + " graphs (expected: one tagged "
            + TAG
            + ")");
  }

  private static List<TensorSpec> specs(String kind, Map<String, TensorInfo> tensors)
      throws ModelRejectedException {
    List<TensorSpec> specs = new ArrayList<>();
    for (Map.Entry<String, TensorInfo> entry : tensors.entrySet()) {
      TensorInfo info = entry.getValue();
      TensorType type = TensorType.of(info.getDtype());
      if (type == null) {
        throw new ModelRejectedException(
            kind
                + " "
                + entry.getKey()
                + ": "
                + info.getDtype()
                + " (expected: float, double, int32, int64 or string)");
      }
      specs.add(new TensorSpec(entry.getKey(), info.getName(), type, dimensions(info)));
    }
    specs.sort(Comparator.comparing(TensorSpec::name));
    return specs;
  }

  private static @Nullable List<Long> dimensions(TensorInfo info) {
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

  private static void requireFeedable(TensorSpec input) throws ModelRejectedException {
    List<Long> dimensions = input.dimensions();
    boolean feedable =
        dimensions == null
            || (dimensions.size() == 1 && dimensions.get(0) < 0)
            || (dimensions.size() == 2 && dimensions.get(0) < 0 && dimensions.get(1) == 1);
    if (!feedable) {
      throw new ModelRejectedException(
          "input " + input.name() + ": shape " + input.shape() + " (expected: [?] or [?, 1])");
    }
  }
}
