package io.millrace.models.training;

/** Told after every epoch. What it throws ends the training. */
@FunctionalInterface
public interface TrainingProgress {
  TrainingProgress NONE = (epoch, epochs, loss) -> {};

  /**
   * @param epoch the epoch that ended, from 1
   * @param epochs how many there will be
   * @param loss its mean loss, as in {@link TrainingSummary#finalLoss}
   */
  void epochEnded(int epoch, int epochs, double loss);
}
