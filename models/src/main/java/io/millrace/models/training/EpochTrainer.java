package io.millrace.models.training;

import io.millrace.models.training.checkpoints.EpochPosition;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.IdCounts;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Trains epochs one by one, each from a state that is given: what a {@link Trainer} does, for those
 * who change the state between epochs, as the mean of several. Epoch after epoch from the states
 * that come of it is, bit by bit, what a trainer makes. Not thread-safe.
 */
public final class EpochTrainer implements AutoCloseable {
  private final FittedSpec fitted;
  private final TrainableModel model;

  /**
   * What an epoch came to.
   *
   * @param loss the mean over its steps, without the penalty on weights
   */
  public record Epoch(TrainingState state, double loss) {}

  public EpochTrainer(FittedSpec fitted) {
    this.fitted = fitted;
    model = new TrainableModel(fitted, fitted.encoders().layout());
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
   * What a training begins with: the random weights of the specification's seed, or an earlier
   * model's. Asked for before any epoch.
   *
   * @throws IllegalArgumentException when the earlier model does not fit
   */
  public TrainingState start(@Nullable WarmStart from) throws IOException {
    if (from == null) {
      return model.state(0, 0);
    }
    EarlierModel earlier = EarlierModel.load(from, fitted.spec(), fitted.label());
    model.set(earlier.values(fitted));
    return model.state(earlier.step(), earlier.position(1).epoch() - 1);
  }

  /**
   * Trains the epoch behind a state.
   *
   * @param lastEpoch the number of the last one, which the learning rate depends on
   * @param rows of this trainer's encoding
   */
  public Epoch train(TrainingState from, int lastEpoch, RowStore rows) throws IOException {
    model.set(from.arrays());
    int epoch = from.epoch() + 1;
    TrainingLoop loop =
        new TrainingLoop(
            fitted.spec(),
            model,
            rows,
            null,
            TrainingProgress.NONE,
            CheckpointWriter.none(),
            new TrainingLoop.Start(EpochPosition.start(epoch, lastEpoch), from.step(), null));
    double loss = loop.trainEpoch();
    return new Epoch(model.state(loop.step(), epoch), loss);
  }

  /** The mean loss over all rows, without dropout. */
  public double loss(TrainingState state, RowStore rows) throws IOException {
    model.set(state.arrays());
    return model.loss(rows);
  }

  /**
   * Writes the model as a {@link Trainer} does.
   *
   * @param counts of the ids in all rows that were trained on
   */
  public void export(TrainingState state, IdCounts counts, Path directory) throws IOException {
    ModelExport.write(fitted, counts, state, directory);
  }

  @Override
  public void close() {
    model.close();
  }
}
