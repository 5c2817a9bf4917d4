package io.millrace.models.training;

import io.millrace.models.inference.Graphs;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.optimizers.Gradient;
import io.millrace.models.training.optimizers.Optimizer;
import io.millrace.models.training.optimizers.Variable;
import io.millrace.models.training.rows.IdCounts;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A model that is trained together with others of its kind: each gives the gradients of rows of its
 * own, and all apply their average. With the same start, averages and learning rates, all have the
 * same weights, bit by bit; and gradients over parts of a batch, averaged by their numbers of rows,
 * are those of the whole batch up to rounding.
 *
 * <p>Weights and gradients are flat arrays of {@link #size} floats, in an order that the
 * specification settles. Large embeddings have dense gradients here, as a sum over workers needs
 * all of them. Not thread-safe.
 */
public final class GradientWorker implements AutoCloseable {
  private final FittedSpec fitted;
  private final EncodedLayout layout;
  private final Graph graph = Graphs.empty();
  private final LossGraph losses;
  private final List<Gradient> gradients;
  private final List<Placeholder<TFloat32>> averages = new ArrayList<>();
  private final Optimizer optimizer;
  private final VariableValues values;
  private final VariableValues weights;
  private final Session session;
  private final int size;

  /** A worker with the random weights of the specification's seed. */
  public GradientWorker(FittedSpec fitted) {
    this.fitted = fitted;
    try {
      TrainingSpec spec = fitted.spec();
      layout = fitted.encoders().layout();
      Ops tf = Ops.create(graph);
      losses = new LossGraph(graph, tf, fitted, layout, Long.MAX_VALUE);
      gradients = losses.gradients();
      List<Gradient> applied = new ArrayList<>();
      int floats = 0;
      for (Gradient gradient : gradients) {
        Placeholder<TFloat32> average =
            tf.placeholder(TFloat32.class, Placeholder.shape(gradient.variable().shape()));
        averages.add(average);
        applied.add(new Gradient(gradient.variable(), average, null));
        floats = Math.addExact(floats, gradient.variable().size());
      }
      size = floats;
      optimizer = new Optimizer(tf, spec.optimizer(), applied);
      weights = new VariableValues(tf, losses.weights().variables());
      List<Variable> all = new ArrayList<>(losses.weights().variables());
      all.addAll(optimizer.slots());
      values = new VariableValues(tf, all);
      session = InitialSession.open(graph, tf, optimizer, weights, spec, layout);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** How many weights there are. */
  public int size() {
    return size;
  }

  /**
   * Encodes rows for training; the caller closes them.
   *
   * @param memory bytes to be held in memory; what does not fit goes to a temporary file
   */
  public RowStore encode(TrainingData rows, long memory) throws IOException {
    try (RowLoader loader = new RowLoader(fitted, memory)) {
      return loader.load(rows);
    }
  }

  /**
   * The mean gradients over some rows, with that of the penalty on weights.
   *
   * @param batch of a store's rows
   * @param use of the seed for dropout: another for every step and worker
   */
  public float[] gradients(RowBatch batch, long use) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Gradient gradient : gradients) {
        runner.fetch(gradient.values());
      }
      losses.feed(runner, batch, use, fed);
      float[] flat = new float[size];
      try (Result result = runner.run()) {
        int at = 0;
        for (int i = 0; i < gradients.size(); i++) {
          int count = gradients.get(i).variable().size();
          result.get(i).asRawTensor().data().asFloats().read(flat, at, count);
          at += count;
        }
      }
      return flat;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /**
   * Makes a step along gradients.
   *
   * @param step its number, from 1 on
   */
  public void apply(float[] average, long step, double learningRate) {
    requireSize(average);
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      int at = 0;
      for (int i = 0; i < gradients.size(); i++) {
        Variable variable = gradients.get(i).variable();
        TFloat32 tensor =
            TFloat32.tensorOf(
                variable.shape(), DataBuffers.of(average, true, false).slice(at, variable.size()));
        fed.add(tensor);
        runner.feed(averages.get(i), tensor);
        at += variable.size();
      }
      optimizer.step(runner, step, learningRate, fed);
      runner.run().close();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private void requireSize(float[] flat) {
    if (flat.length != size) {
      throw new IllegalArgumentException(
          "floats: " + flat.length + " (expected: " + size + ", one a weight)");
    }
  }

  /** All weights. */
  public float[] weights() {
    float[] flat = new float[size];
    int at = 0;
    for (float[] array : weights.read(session).values()) {
      System.arraycopy(array, 0, flat, at, array.length);
      at += array.length;
    }
    return flat;
  }

  /** Sets all weights, and leaves what the optimizer keeps. */
  public void setWeights(float[] flat) {
    requireSize(flat);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    int at = 0;
    for (Variable variable : losses.weights().variables()) {
      float[] array = new float[variable.size()];
      System.arraycopy(flat, at, array, 0, array.length);
      arrays.put(variable.name(), array);
      at += array.length;
    }
    weights.write(session, arrays);
  }

  /** The mean loss over all rows, without dropout. */
  public double loss(RowStore rows) throws IOException {
    return losses.mean(session, rows);
  }

  /**
   * Writes the model as a {@link Trainer} does.
   *
   * @param step steps made
   * @param epoch epochs made
   * @param counts of the ids in the rows of all workers: those that none has get the mean weight of
   *     the others
   */
  public void export(long step, int epoch, IdCounts counts, Path directory) throws IOException {
    ModelExport.write(
        fitted, counts, new TrainingState(step, epoch, values.read(session)), directory);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
