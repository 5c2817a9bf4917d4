package io.millrace.models.training;

import io.millrace.models.inference.SessionThreads;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.network.NetworkWeights;
import io.millrace.models.training.optimizers.Optimizer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** Opens the session of a training graph, with the random weights of the specification's seed. */
final class InitialSession {
  private InitialSession() {}

  /**
   * The session; closed again if the variables cannot be set.
   *
   * @param weights sets the network's weights
   */
  static Session open(
      Graph graph,
      Ops tf,
      Optimizer optimizer,
      VariableValues weights,
      TrainingSpec spec,
      EncodedLayout layout) {
    Session session = new Session(graph, SessionThreads.config());
    try {
      session.run(tf.withControlDependencies(optimizer.initializers()).noOp());
      weights.write(
          session,
          NetworkWeights.initial(
              NetworkWeights.of(spec.shape(), layout, spec.objective().width()), spec.seed()));
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }
}
