package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.training.EncoderGraph.IdSlot;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Regression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The graph that is exported: inputs, encoders, model, prediction in the label's unit. Its encoders
 * also encode the training rows, so there is only one of each transformation.
 */
final class ServingGraph implements AutoCloseable {
  static final String OUTPUT = "prediction";

  private final TrainingSpec spec;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final EncoderGraph encoders = new EncoderGraph(tf);
  private final Operand<TFloat32> numbers;
  private final Operand<TInt32> ids;
  private final NoOp initialize;

  ServingGraph(TrainingSpec spec, List<ColumnBatch> rows) {
    this.spec = spec;
    for (FeatureSpec feature : spec.features()) {
      FeatureEncoder.fit(feature, rows).encode(encoders);
    }
    // A model may have no numbers or no ids; nothing then depends on the empty stand-in.
    numbers =
        encoders.numbers().isEmpty()
            ? tf.constant(new float[0])
            : tf.withName("numbers").stack(encoders.numbers(), axis());
    ids =
        encoders.ids().isEmpty()
            ? tf.constant(new int[0])
            : tf.withName("ids").stack(encoders.ids(), axis());
    initialize = tf.withControlDependencies(encoders.initializers()).withName("initialize").noOp();
  }

  private static Stack.Options axis() {
    return Stack.axis(1L);
  }

  int numbersPerRow() {
    return encoders.numbers().size();
  }

  List<IdSlot> slots() {
    return encoders.slots();
  }

  EncodedRows encode(TrainingRows rows) {
    float[] allNumbers = new float[Math.multiplyExact(rows.count(), numbersPerRow())];
    int[] allIds = new int[Math.multiplyExact(rows.count(), slots().size())];
    int done = 0;
    try (Session session = new Session(graph, WeightTraining.config())) {
      session.run(initialize);
      for (ColumnBatch batch : rows.batches()) {
        encode(session, batch, allNumbers, allIds, done);
        done += batch.rows();
      }
    }
    return new EncodedRows(done, allNumbers, allIds);
  }

  private void encode(
      Session session, ColumnBatch batch, float[] allNumbers, int[] allIds, int at) {
    List<Tensor> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner().fetch(numbers).fetch(ids);
      for (TensorSpec input : encoders.inputs()) {
        Tensor tensor = InputTensors.of(input, batch);
        tensors.add(tensor);
        runner.feed(input.tensor(), tensor);
      }
      try (Result result = runner.run()) {
        int n = batch.rows() * numbersPerRow();
        int m = batch.rows() * slots().size();
        result.get(0).asRawTensor().data().asFloats().read(allNumbers, at * numbersPerRow(), n);
        result.get(1).asRawTensor().data().asInts().read(allIds, at * slots().size(), m);
      }
    } finally {
      tensors.forEach(Tensor::close);
    }
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
    Operand<TFloat32> z = model.predict(numbers, ids, slots());
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
