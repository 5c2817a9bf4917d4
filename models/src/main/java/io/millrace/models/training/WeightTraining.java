package io.millrace.models.training;

import io.millrace.models.training.features.EncodedLayout.IdSlot;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.objectives.Regression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Trains the weights on encoded rows, in mini-batches whose order is another every epoch.
 * Everything that is random comes from the seed, so the same rows give the same bits.
 *
 * <p>The rows stay in the same tensors all the time and a step is fed only which of them it takes.
 */
final class WeightTraining implements AutoCloseable {
  /** Where the absolute loss turns round, in deviations of the label. */
  private static final float ROUNDING = 0.1f;

  private final TrainingSpec spec;
  private final Weights weights;
  private final double deviation;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session = new Session(graph, config());
  private final List<Adam.Variable> variables = new ArrayList<>();
  private final Placeholder<TFloat32> numbers;
  private final Placeholder<TInt32> ids;
  private final Placeholder<TFloat32> labels = vector(TFloat32.class);
  private final Placeholder<TFloat32> rowWeights = vector(TFloat32.class);
  private final Placeholder<TInt32> picked = vector(TInt32.class);
  private final Operand<TFloat32> prediction;
  private final Operand<TFloat32> loss;
  private final Adam adam;

  /**
   * @param deviation of the transformed label, which the labels to learn are divided by
   */
  WeightTraining(
      TrainingSpec spec, Weights weights, List<IdSlot> slots, int numbersPerRow, double deviation) {
    this.spec = spec;
    this.weights = weights;
    this.deviation = deviation;
    numbers = matrix(TFloat32.class, numbersPerRow);
    ids = matrix(TInt32.class, slots.size());
    List<Op> initializers = new ArrayList<>();
    Map<String, Operand<TFloat32>> values = new HashMap<>();
    for (Weights.Weight weight : weights.all()) {
      VarHandleOp handle =
          tf.varHandleOp(TFloat32.class, weight.shape(), VarHandleOp.sharedName(weight.name()));
      Operand<TFloat32> value = tf.readVariableOp(handle, TFloat32.class);
      variables.add(new Adam.Variable(weight.name(), weight.shape(), handle, value));
      values.put(weight.name(), value);
      try (TFloat32 initial = tensor(weight.shape(), weight.values())) {
        initializers.add(tf.assignVariableOp(handle, tf.constantOf(initial)));
      }
    }
    prediction =
        new PredictionGraph(tf, weights, name -> Objects.requireNonNull(values.get(name)))
            .predict(pick(numbers), pick(ids), slots);
    loss = meanLoss();
    adam = new Adam(graph, tf, penalised(), variables);
    initializers.addAll(adam.initializers());
    session.run(tf.withControlDependencies(initializers).noOp());
  }

  /**
   * One thread: the bits of a sum depend on how it is split, and for steps this small a second
   * thread costs more than it does. Serving asks for the same, and in a process the first session
   * decides for all.
   */
  static ConfigProto config() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(-1)
        .build();
  }

  private <T extends TType> Placeholder<T> vector(Class<T> type) {
    return tf.placeholder(type, Placeholder.shape(Shape.of(-1)));
  }

  private <T extends TType> Placeholder<T> matrix(Class<T> type, int columns) {
    return tf.placeholder(type, Placeholder.shape(Shape.of(-1, columns)));
  }

  private <T extends TType> Operand<T> pick(Operand<T> all) {
    return tf.gather(all, picked, tf.constant(0));
  }

  private Operand<TFloat32> meanLoss() {
    Regression regression = (Regression) spec.objective();
    Operand<TFloat32> error = tf.math.sub(prediction, pick(labels));
    Operand<TFloat32> squared = tf.math.mul(error, error);
    Operand<TFloat32> each =
        switch (regression.loss()) {
          case SQUARED -> squared;
          case ABSOLUTE ->
              tf.math.sub(
                  tf.math.sqrt(tf.math.add(squared, tf.constant(ROUNDING * ROUNDING))),
                  tf.constant(ROUNDING));
          case LOG_COSH ->
              tf.math.sub(
                  tf.math.add(
                      tf.math.abs(error),
                      tf.math.softplus(tf.math.mul(tf.math.abs(error), tf.constant(-2f)))),
                  tf.constant((float) Math.log(2)));
          case HUBER -> {
            Operand<TFloat32> size = tf.math.abs(error);
            Operand<TFloat32> capped =
                tf.math.minimum(size, tf.constant((float) (regression.huberDelta() / deviation)));
            yield tf.math.mul(capped, tf.math.sub(size, tf.math.mul(capped, tf.constant(0.5f))));
          }
        };
    return tf.math.mean(tf.math.mul(each, pick(rowWeights)), tf.constant(0));
  }

  private Operand<TFloat32> penalised() {
    Operand<TFloat32> sum = loss;
    for (int i = 0; i < variables.size(); i++) {
      if (spec.l2() > 0 && weights.all().get(i).penalised()) {
        Operand<TFloat32> size = tf.nn.l2Loss(variables.get(i).value());
        sum = tf.math.add(sum, tf.math.mul(tf.constant((float) spec.l2()), size));
      }
    }
    return sum;
  }

  /** Trains for all epochs, leaves the result in the weights, and gives the last epoch's loss. */
  double train(EncodedRows rows, TrainingRows targets, TrainingProgress progress) {
    int count = rows.count();
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    Random random = new Random(spec.seed());
    int batches = (count + spec.batchSize() - 1) / spec.batchSize();
    int step = 0;
    double epochLoss = 0;
    try (TFloat32 allNumbers = matrix(rows.numbers(), count);
        TInt32 allIds = matrix(rows.ids(), count);
        TFloat32 allLabels = tensor(Shape.of(count), targets.labels());
        TFloat32 allWeights = tensor(Shape.of(count), targets.weights())) {
      for (int epoch = 1; epoch <= spec.epochs(); epoch++) {
        long start = System.nanoTime();
        shuffle(order, random);
        double sum = 0;
        for (int from = 0; from < count; from += spec.batchSize()) {
          int size = Math.min(spec.batchSize(), count - from);
          Session.Runner runner =
              session
                  .runner()
                  .feed(numbers, allNumbers)
                  .feed(ids, allIds)
                  .feed(labels, allLabels)
                  .feed(rowWeights, allWeights)
                  .fetch(loss);
          sum += size * step(runner, order, from, size, ++step, rate(step - 1, batches));
        }
        epochLoss = sum / count;
        if (!Double.isFinite(epochLoss)) {
          throw new IllegalStateException(
              "loss: " + epochLoss + " in epoch " + epoch + " (expected: finite)");
        }
        progress.epochEnded(
            new EpochReport(
                epoch,
                spec.epochs(),
                step,
                epochLoss,
                Double.NaN,
                true,
                rate(step, batches),
                count / ((System.nanoTime() - start) / 1e9)));
      }
    }
    readWeights();
    return epochLoss;
  }

  private double step(
      Session.Runner runner, int[] order, int from, int size, int number, double learningRate) {
    List<Tensor> scalars = adam.step(runner, number, learningRate);
    try (TInt32 rows = Tensor.of(TInt32.class, Shape.of(size))) {
      rows.asRawTensor().data().asInts().write(order, from, size);
      try (Result result = runner.feed(picked, rows).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    } finally {
      scalars.forEach(Tensor::close);
    }
  }

  private double rate(long step, int stepsPerEpoch) {
    return spec.optimizer().learningRate().at(step, stepsPerEpoch, spec.epochs());
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  private void readWeights() {
    Session.Runner runner = session.runner();
    for (Adam.Variable variable : variables) {
      runner.fetch(variable.value());
    }
    try (Result result = runner.run()) {
      for (int i = 0; i < variables.size(); i++) {
        result.get(i).asRawTensor().data().asFloats().read(weights.all().get(i).values());
      }
    }
  }

  private static TFloat32 tensor(Shape shape, float[] values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  private static TFloat32 matrix(float[] values, int rows) {
    return tensor(Shape.of(rows, values.length / rows), values);
  }

  private static TInt32 matrix(int[] values, int rows) {
    Shape shape = Shape.of(rows, values.length / rows);
    return TInt32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
