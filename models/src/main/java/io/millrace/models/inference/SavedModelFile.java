package io.millrace.models.inference;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/** What stands in a {@code saved_model.pb}, read without loading the model. */
final class SavedModelFile {
  /** The tag of the graph that serves. */
  static final String TAG = "serve";

  private final org.tensorflow.proto.SavedModel model;
  private final MetaGraphDef serving;

  private SavedModelFile(org.tensorflow.proto.SavedModel model, MetaGraphDef serving) {
    this.model = model;
    this.serving = serving;
  }

  static SavedModelFile read(Path directory) throws ModelRejectedException {
    org.tensorflow.proto.SavedModel model;
    try {
      model =
          org.tensorflow.proto.SavedModel.parseFrom(
              ModelFiles.read(directory, SavedModel.FILE, "a SavedModel"));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelRejectedException(
          SavedModel.FILE + ": " + e.getMessage() + " (expected: a whole SavedModel)", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (MetaGraphDef graph : model.getMetaGraphsList()) {
      if (graph.getMetaInfoDef().getTagsList().contains(TAG)) {
        return new SavedModelFile(model, graph);
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

  /** The graph tagged {@value #TAG}. */
  MetaGraphDef serving() {
    return serving;
  }

  /** The same model with the serving graph alone, and that without its signatures. */
  org.tensorflow.proto.SavedModel withoutSignatures() {
    return model.toBuilder()
        .clearMetaGraphs()
        .addMetaGraphs(serving.toBuilder().clearSignatureDef())
        .build();
  }

  /** True when the graph, or a function that it may call, has such a node. */
  boolean hasNode(Predicate<NodeDef> wanted) {
    if (serving.getGraphDef().getNodeList().stream().anyMatch(wanted)) {
      return true;
    }
    for (FunctionDef function : serving.getGraphDef().getLibrary().getFunctionList()) {
      if (function.getNodeDefList().stream().anyMatch(wanted)) {
        return true;
      }
    }
    return false;
  }
}
