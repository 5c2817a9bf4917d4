package io.millrace.models.training;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.network.Dropout;
import io.millrace.models.training.network.Network;
import io.millrace.models.training.network.NetworkWeights;
import io.millrace.models.training.optimizers.Gradient;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.RowWindow;
import io.millrace.models.training.rows.Shuffle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** From a batch of encoded rows to its loss, with the gradients of all weights. */
final class LossGraph {
  /** Rows of a call that only measures. */
  private static final int MEASURED = 4096;

  private final TrainingSpec spec;
  private final Graph graph;
  private final BatchInputs inputs;
  private final LearntWeights weights;
  private final @Nullable Placeholder<TInt64> dropoutSeed;
  private final Operand<TFloat32> loss;
  private final Operand<TFloat32> exactLoss;

  LossGraph(Graph graph, Ops tf, FittedSpec fitted, EncodedLayout layout, long sparseAbove) {
    this.graph = graph;
    spec = fitted.spec();
    inputs = new BatchInputs(tf, layout);
    int width = spec.objective().width();
    weights = new LearntWeights(tf, NetworkWeights.of(spec.shape(), layout, width), sparseAbove);
    dropoutSeed =
        spec.shape().dropout() > 0
            ? tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)))
            : null;
    Operand<TFloat32> losses = losses(tf, fitted, layout, dropoutSeed);
    loss = weighted(tf, losses);
    exactLoss = dropoutSeed == null ? loss : weighted(tf, losses(tf, fitted, layout, null));
  }

  /** Of shape [rows]. */
  private Operand<TFloat32> losses(
      Ops tf, FittedSpec fitted, EncodedLayout layout, @Nullable Operand<TInt64> seed) {
    boolean learns = dropoutSeed == null || seed != null;
    Network network =
        new Network(tf, spec.shape(), layout, learns ? weights : weights.withoutGradients());
    Dropout dropout = seed == null ? null : new Dropout(spec.shape().dropout(), seed);
    Operand<TFloat32> given = network.give(inputs.rows(), dropout);
    return spec.objective().losses(tf, fitted.scale(), given, inputs.labels());
  }

  /** Σ weight · loss, as a product of matrices: its gradient is one operation, not ten. */
  private Operand<TFloat32> weighted(Ops tf, Operand<TFloat32> losses) {
    Operand<TFloat32> product =
        tf.linalg.matMul(
            tf.reshape(losses, tf.constant(new int[] {1, -1})),
            tf.reshape(inputs.weights(), tf.constant(new int[] {-1, 1})));
    return tf.reshape(product, tf.constant(new int[0]));
  }

  LearntWeights weights() {
    return weights;
  }

  List<Gradient> gradients() {
    return weights.gradients(graph, loss, spec.l2());
  }

  /** The batch's mean loss, with dropout, without the penalty on weights. */
  Operand<TFloat32> loss() {
    return loss;
  }

  /**
   * Feeds a batch.
   *
   * @param use of the seed for dropout, another for every step
   */
  void feed(Session.Runner runner, RowBatch batch, long use, List<Tensor> fed) {
    inputs.feed(runner, batch, fed);
    if (dropoutSeed != null) {
      TInt64 seed = TInt64.vectorOf(Shuffle.seed(spec.seed(), use), 0);
      fed.add(seed);
      runner.feed(dropoutSeed, seed);
    }
  }

  /** The weighted mean loss over all rows of a store, without dropout. */
  double mean(Session session, RowStore rows) throws IOException {
    double total = 0;
    for (int[] chunks : rows.windows(0)) {
      RowWindow window = rows.open(chunks);
      int[] order = window.inOrder();
      for (int from = 0; from < order.length; from += MEASURED) {
        int size = Math.min(MEASURED, order.length - from);
        total += size * exactLoss(session, new RowBatch(window, order, from, size));
      }
    }
    return total / rows.weightSum();
  }

  private double exactLoss(Session session, RowBatch batch) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner().fetch(exactLoss);
      feed(runner, batch, 0, fed);
      try (Result result = runner.run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }
}
