package io.millrace.benchmarks.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The yardstick: a network over numbers and embeddings, squared loss and Adam, in a loop that does
 * nothing but copy a batch of encoded rows and call TensorFlow.
 */
final class BareTraining implements AutoCloseable {
  private final int numbersPerRow;
  private final int slots;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final List<Op> initializers = new ArrayList<>();
  private final List<VarHandleOp> handles = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Operand<TFloat32>> values = new ArrayList<>();
  private final Placeholder<TFloat32> numbers;
  private final Placeholder<TInt32> ids;
  private final Placeholder<TFloat32> labels;
  private final Placeholder<TFloat32> power1 = scalar();
  private final Placeholder<TFloat32> power2 = scalar();
  private final Operand<TFloat32> loss;
  private final Op train;
  private final Session session;
  private int steps;

  BareTraining(int numbersPerRow, int[] vocabularies, int dimensions, int[] hidden) {
    this.numbersPerRow = numbersPerRow;
    this.slots = vocabularies.length;
    numbers = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, numbersPerRow)));
    ids = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, slots)));
    labels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
    List<Operand<TFloat32>> inputs = new ArrayList<>();
    inputs.add(numbers);
    for (int s = 0; s < slots; s++) {
      Operand<TFloat32> table = variable(Shape.of(vocabularies[s], dimensions));
      inputs.add(tf.gather(table, tf.gather(ids, tf.constant(s), tf.constant(1)), tf.constant(0)));
    }
    Operand<TFloat32> signal = tf.concat(inputs, tf.constant(1));
    int width = numbersPerRow + slots * dimensions;
    for (int size : hidden) {
      Operand<TFloat32> product = tf.linalg.matMul(signal, variable(Shape.of(width, size)));
      signal = tf.nn.relu(tf.nn.biasAdd(product, variable(Shape.of(size))));
      width = size;
    }
    Operand<TFloat32> given =
        tf.reshape(
            tf.linalg.matMul(signal, variable(Shape.of(width, 1))), tf.constant(new int[] {-1}));
    Operand<TFloat32> error = tf.math.sub(given, labels);
    loss = tf.math.mean(tf.math.mul(error, error), tf.constant(0));
    train = adam();
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(-1)
                .build());
    session.run(tf.withControlDependencies(initializers).noOp());
  }

  private Placeholder<TFloat32> scalar() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  private Operand<TFloat32> variable(Shape shape) {
    VarHandleOp handle = handle(shape);
    Random random = new Random(handles.size());
    float[] initial = new float[(int) shape.size()];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = (float) (random.nextGaussian() * 0.1);
    }
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(initial))) {
      initializers.add(tf.assignVariableOp(handle, tf.constantOf(tensor)));
    }
    handles.add(handle);
    shapes.add(shape);
    values.add(tf.readVariableOp(handle, TFloat32.class));
    return values.get(values.size() - 1);
  }

  private VarHandleOp handle(Shape shape) {
    return tf.varHandleOp(
        TFloat32.class, shape, VarHandleOp.sharedName("bare_" + initializers.size()));
  }

  private VarHandleOp zeros(Shape shape) {
    VarHandleOp handle = handle(shape);
    initializers.add(
        tf.assignVariableOp(handle, tf.zeros(tf.constant(shape.asArray()), TFloat32.class)));
    return handle;
  }

  private Op adam() {
    Output<?>[] along = values.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), along);
    Ops afterAll = tf.withControlDependencies(List.<Op>of(gradients));
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      updates.add(
          afterAll.train.resourceApplyAdam(
              handles.get(i),
              zeros(shapes.get(i)),
              zeros(shapes.get(i)),
              power1,
              power2,
              tf.constant(0.005f),
              tf.constant(0.9f),
              tf.constant(0.999f),
              tf.constant(1e-7f),
              gradients[i].expect(TFloat32.class)));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  /** Trains on all rows once, in this order, and gives the mean loss. */
  double epoch(float[] allNumbers, int[] allIds, float[] allLabels, int[] order, int batchSize) {
    float[] batchNumbers = new float[batchSize * numbersPerRow];
    int[] batchIds = new int[batchSize * slots];
    float[] batchLabels = new float[batchSize];
    double sum = 0;
    for (int from = 0; from + batchSize <= order.length; from += batchSize) {
      for (int i = 0; i < batchSize; i++) {
        int row = order[from + i];
        System.arraycopy(
            allNumbers, row * numbersPerRow, batchNumbers, i * numbersPerRow, numbersPerRow);
        System.arraycopy(allIds, row * slots, batchIds, i * slots, slots);
        batchLabels[i] = allLabels[row];
      }
      sum += batchSize * step(batchNumbers, batchIds, batchLabels, batchSize);
    }
    return sum / order.length;
  }

  private double step(float[] batchNumbers, int[] batchIds, float[] batchLabels, int rows) {
    steps++;
    try (TFloat32 x =
            TFloat32.tensorOf(
                Shape.of(rows, numbersPerRow), DataBuffers.of(batchNumbers, true, false));
        TInt32 i = TInt32.tensorOf(Shape.of(rows, slots), DataBuffers.of(batchIds, true, false));
        TFloat32 y = TFloat32.tensorOf(Shape.of(rows), DataBuffers.of(batchLabels, true, false));
        TFloat32 p1 = TFloat32.scalarOf((float) Math.pow(0.9, steps));
        TFloat32 p2 = TFloat32.scalarOf((float) Math.pow(0.999, steps));
        Result result =
            session
                .runner()
                .feed(numbers, x)
                .feed(ids, i)
                .feed(labels, y)
                .feed(power1, p1)
                .feed(power2, p2)
                .addTarget(train)
                .fetch(loss)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
