package io.millrace.models.training;

import io.millrace.models.training.checkpoints.Checkpoint;
import io.millrace.models.training.checkpoints.CheckpointDirectory;
import io.millrace.models.training.checkpoints.EpochPosition;
import io.millrace.models.training.checkpoints.TrainingState;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a training's checkpoints when they are due. */
final class CheckpointWriter {
  private final @Nullable CheckpointDirectory directory;
  private final String identity;
  private final String fitted;
  private final long rows;
  private long steps;
  private long since = System.nanoTime();

  /**
   * @param directory null if there shall be none
   * @param identity of the training
   * @param fitted as JSON
   * @param rows their fingerprint
   */
  CheckpointWriter(
      @Nullable CheckpointDirectory directory, String identity, String fitted, long rows) {
    this.directory = directory;
    this.identity = identity;
    this.fitted = fitted;
    this.rows = rows;
  }

  /** One that writes nothing. */
  static CheckpointWriter none() {
    return new CheckpointWriter(null, "", "", 0);
  }

  void stepEnded(
      TrainableModel model, EpochPosition position, long step, @Nullable TrainingState best)
      throws IOException {
    if (directory == null) {
      return;
    }
    steps++;
    boolean due =
        steps >= directory.everySteps() || System.nanoTime() - since >= directory.every().toNanos();
    if (!due) {
      return;
    }
    TrainingState state = model.state(step, position.epoch() - 1);
    directory.write(new Checkpoint(identity, fitted, rows, position, state, best));
    steps = 0;
    since = System.nanoTime();
  }
}
