package io.millrace.models.evaluation;

import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.LogLoss;
import io.millrace.models.evaluation.metrics.Task;

/**
 * The losses of two models on the same rows, and how they differ row by row: of a regression the
 * absolute percentage error (rows whose label is zero have none), of classes the log loss.
 */
public final class PairedLoss {
  private static final LogLoss LOG_LOSS = new LogLoss();

  private final Task task;
  private long rows;
  private double challengerSum;
  private double championSum;
  private double mean;
  private double squares;

  PairedLoss(Task task) {
    this.task = task;
  }

  /** The name of what is compared. */
  public String name() {
    return task == Task.REGRESSION ? "mape" : "log_loss";
  }

  void add(Evaluated challenger, Evaluated champion) {
    for (int row = 0; row < challenger.rows(); row++) {
      if (!challenger.isUsable(row, task)
          || (task == Task.REGRESSION && challenger.labels()[row] == 0)) {
        continue;
      }
      double ours = loss(challenger, row);
      double theirs = loss(champion, row);
      rows++;
      challengerSum += ours;
      championSum += theirs;
      // Welford, Technometrics 4 (1962): the sum of squares without cancellation.
      double difference = theirs - ours;
      double before = difference - mean;
      mean += before / rows;
      squares += before * (difference - mean);
    }
  }

  private double loss(Evaluated model, int row) {
    if (task != Task.REGRESSION) {
      return LOG_LOSS.loss(model, row);
    }
    double label = model.labels()[row];
    return Math.abs(model.predictions()[0][row] - label) / Math.abs(label);
  }

  /** How many rows have a loss; every row counts alike, whatever its weight. */
  public long rows() {
    return rows;
  }

  /** The challenger's mean loss. */
  public double challenger() {
    return challengerSum / rows;
  }

  /** The champion's mean loss. */
  public double champion() {
    return championSum / rows;
  }

  /** The mean of champion's loss minus challenger's: above zero if the challenger is better. */
  public double difference() {
    return mean;
  }

  /** The standard error of {@link #difference}, rows taken as independent. */
  public double standardError() {
    return Math.sqrt(squares / (rows - 1) / rows);
  }
}
