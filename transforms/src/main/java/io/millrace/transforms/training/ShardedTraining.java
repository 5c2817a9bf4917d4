package io.millrace.transforms.training;

import io.millrace.models.training.EpochReport;
import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.GradientWorker;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.TrainingStart;
import io.millrace.models.training.rows.RowStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;

/**
 * Trains a model on rows that lie in shards: local SGD in synchronous rounds (Stich, "Local SGD
 * Converges Fast and Communicates Little", ICLR 2019). In every round each shard trains an epoch
 * over its own rows from the common weights, in a Beam pipeline; the common weights of the next
 * round are the shards' in the mean, weighted by their rows.
 *
 * <p>The number of shards is a setting and their weights are added up in their order, so that the
 * result is the same, bit by bit, for any number of workers. With one shard it is an epoch of plain
 * training each, with an optimizer that begins anew. Validation and early stopping are not for this
 * way of training.
 *
 * @param label the column that is learnt
 * @param shards how many
 * @param directory where rounds leave their weights; a training that begins again there goes on
 *     behind its last whole round
 * @param pipelines an empty pipeline for each round
 */
public record ShardedTraining(
    TrainingSpec spec,
    String label,
    ShardRows rows,
    int shards,
    String directory,
    Supplier<Pipeline> pipelines) {

  public ShardedTraining {
    if (shards < 1) {
      throw new IllegalArgumentException("shards: " + shards + " (expected: 1 or more)");
    }
    if (spec.earlyStopping() != null) {
      throw new IllegalArgumentException(
          "earlyStopping: " + spec.earlyStopping() + " (expected: none, with shards)");
    }
  }

  /**
   * Trains for all epochs and writes the SavedModel.
   *
   * @param model where it is written; empty, or not there yet
   */
  public void train(Path model, TrainingProgress progress) throws IOException {
    FittedSpec fitted = FittedSpec.fit(spec, label, new AllShards(rows, shards));
    ShardFiles files = new ShardFiles(directory);
    try (GradientWorker worker = new GradientWorker(fitted)) {
      if (files.find(0) == null) {
        files.write(0, new ShardWeights(0, Double.NaN, 0, worker.weights()));
      }
      int done = 0;
      while (done < spec.epochs() && files.find(done + 1) != null) {
        done++;
      }
      progress.started(new TrainingStart(0, 0, 0, spec.epochs(), done, done > 0));
      for (int epoch = done; epoch < spec.epochs(); epoch++) {
        files.write(epoch + 1, round(fitted, files, epoch, progress));
      }
      ShardWeights last = files.find(spec.epochs());
      worker.setWeights(files.start(spec.epochs()));
      try (RowStore some = worker.encode(rows.of(0), Trainer.MEMORY)) {
        worker.export(last == null ? 0 : last.steps(), spec.epochs(), some, model);
      }
    }
  }

  private ShardWeights round(
      FittedSpec fitted, ShardFiles files, int epoch, TrainingProgress progress)
      throws IOException {
    long start = System.nanoTime();
    Pipeline pipeline = pipelines.get();
    List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
    pipeline
        .apply("Shards", Create.of(numbers))
        .apply("TrainShards", new TrainShards(fitted.toJson(), rows, files, epoch));
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IOException("epoch " + (epoch + 1) + ": " + state + " (expected: DONE)");
    }
    ShardWeights mean = mean(files, epoch);
    double seconds = (System.nanoTime() - start) / 1e9;
    progress.epochEnded(
        new EpochReport(
            epoch + 1,
            spec.epochs(),
            mean.steps(),
            mean.loss(),
            Double.NaN,
            false,
            spec.optimizer().learningRate().at(epoch, 0, 1, spec.epochs()),
            mean.rows() / seconds));
    return mean;
  }

  /** The shards' weights in the mean by rows, summed up in their order. */
  private ShardWeights mean(ShardFiles files, int epoch) throws IOException {
    double[] sums = new double[files.start(epoch).length];
    ShardWeights before = files.find(epoch);
    long total = 0;
    long steps = before == null ? 0 : before.steps();
    double loss = 0;
    for (int shard = 0; shard < shards; shard++) {
      ShardWeights part = files.shard(epoch, shard);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part.rows() * (double) part.weights()[i];
      }
      total += part.rows();
      steps += part.steps();
      loss += part.rows() * part.loss();
    }
    float[] weights = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      weights[i] = (float) (sums[i] / total);
    }
    return new ShardWeights(total, loss / total, steps, weights);
  }
}
