package io.millrace.transforms.training;

import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.GradientWorker;
import io.millrace.models.training.RowBatch;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.RowWindow;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * One epoch over a shard's rows, from given weights. The optimizer begins anew, as only weights are
 * averaged; the learning rate goes on. The same weights, rows, epoch and shard give the same bits.
 *
 * @param epoch from 0 on
 */
record LocalEpoch(FittedSpec fitted, int epoch, int shard) {

  ShardWeights train(float[] start, TrainingData data) throws IOException {
    try (GradientWorker worker = new GradientWorker(fitted);
        RowStore rows = worker.encode(data, Trainer.MEMORY)) {
      if (rows.rows() == 0) {
        return new ShardWeights(0, 0, 0, start);
      }
      worker.setWeights(start);
      double loss = worker.loss(rows);
      return new ShardWeights(rows.rows(), loss, steps(worker, rows), worker.weights());
    }
  }

  private long steps(GradientWorker worker, RowStore rows) throws IOException {
    int batchSize = fitted.spec().batchSize();
    long perEpoch = rows.steps(batchSize);
    long seed = fitted.spec().seed() + 31L * epoch + 1_000_003L * shard;
    SplittableRandom random = new SplittableRandom(seed);
    long step = 0;
    for (int[] chunks : rows.windows(seed)) {
      RowWindow window = rows.open(chunks);
      int[] order = window.inOrder();
      shuffle(order, random);
      for (int from = 0; from < order.length; from += batchSize) {
        int size = Math.min(batchSize, order.length - from);
        double rate =
            fitted
                .spec()
                .optimizer()
                .learningRate()
                .at(epoch, step, perEpoch, fitted.spec().epochs());
        float[] gradients =
            worker.gradients(new RowBatch(window, order, from, size), random.nextLong());
        worker.apply(gradients, ++step, rate);
      }
    }
    return step;
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }
}
