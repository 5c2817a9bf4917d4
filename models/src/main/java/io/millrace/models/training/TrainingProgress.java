package io.millrace.models.training;

import java.nio.file.Path;

/**
 * Told how a training goes, on the thread that trains. What it throws ends the training; with
 * checkpoints, it can be resumed.
 */
public interface TrainingProgress {
  /** Listens to nothing. */
  TrainingProgress NONE = new TrainingProgress() {};

  /** The rows are encoded and the first step is about to be made. */
  default void started(TrainingStart start) {}

  /** A step was made. Called often: be quick. */
  default void stepEnded(StepReport step) {}

  /** An epoch was made, and its weights were tried on the validation rows if there are some. */
  default void epochEnded(EpochReport epoch) {}

  /** A checkpoint, or a directory of them, is not gone on from. */
  default void checkpointLeft(Path file, String why) {}
}
