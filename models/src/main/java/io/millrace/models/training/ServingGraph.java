package io.millrace.models.training;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.training.features.EncodedInputs;
import io.millrace.models.training.features.EncoderGraph;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Regression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The graph that is exported: inputs, encoders, model, prediction in the label's unit. */
final class ServingGraph implements AutoCloseable {
  static final String OUTPUT = "prediction";

  private final TrainingSpec spec;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final EncoderGraph encoders = new EncoderGraph(tf);
  private final Operand<TFloat32> numbers;
  private final Operand<TInt32> ids;
  private final NoOp initialize;

  ServingGraph(TrainingSpec spec, EncoderSet features) {
    this.spec = spec;
    features.encode(encoders);
    EncodedInputs encoded = encoders.encoded();
    numbers = encoded.numbers();
    ids = encoded.ids();
    initialize = tf.withControlDependencies(encoders.initializers()).withName("initialize").noOp();
  }

  /**
   * Adds the model with these weights and writes all to {@code directory}.
   *
   * @param mean of the transformed label
   * @param deviation of the transformed label
   */
  void export(Weights weights, double mean, double deviation, Path directory) throws IOException {
    Map<String, VarHandleOp> handles = new HashMap<>();
    Map<String, Operand<TFloat32>> values = new HashMap<>();
    for (Weights.Weight weight : weights.all()) {
      VarHandleOp handle =
          tf.withName(weight.name())
              .varHandleOp(TFloat32.class, weight.shape(), VarHandleOp.sharedName(weight.name()));
      handles.put(weight.name(), handle);
      values.put(
          weight.name(),
          tf.withName(weight.name() + "_value").readVariableOp(handle, TFloat32.class));
    }
    PredictionGraph model =
        new PredictionGraph(tf, weights, name -> Objects.requireNonNull(values.get(name)));
    Operand<TFloat32> z = model.predict(numbers, ids, encoders.layout().slots());
    Operand<TFloat32> label =
        tf.math.add(tf.math.mul(z, tf.constant((float) deviation)), tf.constant((float) mean));
    if (((Regression) spec.objective()).labelTransform() == LabelTransform.LOG) {
      label = tf.math.exp(label);
    }
    tf.withName(OUTPUT).identity(label);
    new SavedModelWriter(graph, tf, handles, values)
        .write(weights, signature(), initialize.op().name(), directory);
  }

  private SignatureDef signature() {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    for (TensorSpec input : encoders.inputs()) {
      signature.putInputs(input.name(), vector(input.tensor(), input.type().proto()));
    }
    return signature.putOutputs(OUTPUT, vector(OUTPUT + ":0", DataType.DT_FLOAT)).build();
  }

  private static TensorInfo vector(String tensor, DataType type) {
    return TensorInfo.newBuilder()
        .setName(tensor)
        .setDtype(type)
        .setTensorShape(
            TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(-1)))
        .build();
  }

  @Override
  public void close() {
    graph.close();
  }
}
