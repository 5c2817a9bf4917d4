package io.millrace.models.training;

import io.millrace.models.inference.Graphs;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.optimizers.Optimizer;
import io.millrace.models.training.optimizers.Variable;
import io.millrace.models.training.rows.RowStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that learns step by step: graph, session and optimizer. Not thread-safe. */
final class TrainableModel implements AutoCloseable {
  private final Graph graph = Graphs.empty();
  private final LossGraph losses;
  private final Optimizer optimizer;
  private final VariableValues values;
  private final Session session;

  /** With random weights from the specification's seed. */
  TrainableModel(FittedSpec fitted, EncodedLayout layout) {
    try {
      TrainingSpec spec = fitted.spec();
      Ops tf = Ops.create(graph);
      losses = new LossGraph(graph, tf, fitted, layout, spec.optimizer().sparseAbove());
      optimizer = new Optimizer(tf, spec.optimizer(), losses.gradients());
      List<Variable> variables = new ArrayList<>(losses.weights().variables());
      variables.addAll(optimizer.slots());
      values = new VariableValues(tf, variables);
      session = InitialSession.open(graph, tf, optimizer, values, spec, layout);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** Weights and what the optimizer keeps beside them, by name; copies. */
  Map<String, float[]> values() {
    return values.read(session);
  }

  /** Sets what is named, and leaves the rest. */
  void set(Map<String, float[]> arrays) {
    values.write(session, arrays);
  }

  TrainingState state(long step, int epoch) {
    return new TrainingState(step, epoch, values());
  }

  /**
   * Makes a step and gives its batch's mean loss.
   *
   * @param number of the step, from 1 on
   */
  double step(RowBatch batch, long number, double learningRate) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner().fetch(losses.loss());
      losses.feed(runner, batch, number, fed);
      optimizer.step(runner, number, learningRate, fed);
      try (Result result = runner.run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** The weighted mean loss over all rows, without dropout. */
  double loss(RowStore rows) throws IOException {
    return losses.mean(session, rows);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
