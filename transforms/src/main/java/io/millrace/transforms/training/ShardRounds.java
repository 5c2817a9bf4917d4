package io.millrace.transforms.training;

import io.millrace.models.training.EarlyStopping;
import io.millrace.models.training.EpochReport;
import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingStart;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.IdCounts;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;

/** The rounds of a training in shards: an epoch of all shards each, and then their mean. */
final class ShardRounds {
  private final FittedSpec fitted;
  private final ShardRows rows;
  private final int shards;
  private final ShardFiles files;
  private final Supplier<Pipeline> pipelines;

  /** Measures a state on the validation rows; NaN without them. */
  @FunctionalInterface
  interface Validation {
    double loss(TrainingState state) throws IOException;
  }

  ShardRounds(
      FittedSpec fitted,
      ShardRows rows,
      int shards,
      ShardFiles files,
      Supplier<Pipeline> pipelines) {
    this.fitted = fitted;
    this.rows = rows;
    this.shards = shards;
    this.files = files;
    this.pipelines = pipelines;
  }

  /**
   * Makes the rounds that are not made yet, and gives what is to be exported.
   *
   * @param start what the first round begins with
   * @param examples how many rows there are to train on
   * @param validated how many to validate on
   */
  ShardEpoch run(
      TrainingState start,
      TrainingProgress progress,
      long examples,
      long validated,
      Validation validation)
      throws IOException {
    int epoch = start.epoch();
    int last = epoch + fitted.spec().epochs();
    int done = begin(start, last);
    long steps = steps(examples);
    progress.started(
        new TrainingStart(
            examples, validated, steps, last, files.mean(done).state().step(), done > epoch));
    EarlyStopping stopping = fitted.spec().earlyStopping();
    int best = 0;
    double bestLoss = Double.POSITIVE_INFINITY;
    while (epoch < last && (stopping == null || !stopping.ends(epoch, best))) {
      epoch++;
      long began = System.nanoTime();
      ShardEpoch mean = epoch <= done ? files.mean(epoch) : round(epoch, last);
      double seconds = (System.nanoTime() - began) / 1e9;
      // Measured again on the way to the first new round, so that it stops where it would have.
      double loss = validation.loss(mean.state());
      boolean better = stopping == null ? loss < bestLoss : stopping.isBetter(loss, bestLoss);
      if (better) {
        best = epoch;
        bestLoss = loss;
      }
      if (epoch > done) {
        progress.epochEnded(
            new EpochReport(
                epoch,
                last,
                mean.state().step(),
                mean.loss(),
                loss,
                better || validated == 0,
                rate(epoch, steps, last),
                mean.rows() / seconds));
      }
    }
    return files.mean(stopping != null && best > 0 ? best : epoch);
  }

  /** Writes down what the first round begins with, and gives the last epoch that is made. */
  private int begin(TrainingState start, int last) throws IOException {
    int done = start.epoch();
    if (!files.has(done)) {
      IdCounts none = new IdCounts(fitted.encoders().layout());
      files.writeMean(done, new ShardEpoch(0, Double.NaN, none, start));
    }
    while (done < last && files.has(done + 1)) {
      done++;
    }
    return done;
  }

  /** How many steps make an epoch of a shard of mean size. */
  private long steps(long examples) {
    long rowsOfShard = (examples + shards - 1) / shards;
    int batchSize = fitted.spec().batchSize();
    return (rowsOfShard + batchSize - 1) / batchSize;
  }

  /** The learning rate of an epoch's last step. */
  private double rate(int epoch, long steps, int last) {
    return fitted.spec().optimizer().learningRate().at(epoch - 1, steps - 1, steps, last);
  }

  private ShardEpoch round(int epoch, int last) throws IOException {
    Pipeline pipeline = pipelines.get();
    List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
    pipeline
        .apply("Shards", Create.of(numbers))
        .apply(
            "TrainShards",
            new TrainShards(new TrainShards.Round(fitted.toJson(), rows, files, epoch, last)));
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IOException("epoch " + epoch + ": " + state + " (expected: DONE)");
    }
    StateAverage average = new StateAverage(new IdCounts(fitted.encoders().layout()));
    for (int shard = 0; shard < shards; shard++) {
      average.add(files.shard(epoch, shard));
    }
    ShardEpoch mean = average.mean();
    files.writeMean(epoch, mean);
    files.deleteShards(epoch, shards);
    return mean;
  }
}
