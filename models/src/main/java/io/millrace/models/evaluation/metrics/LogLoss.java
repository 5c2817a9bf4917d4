package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/**
 * Log loss (cross-entropy), the weighted mean of {@code -ln p} with {@code p} the probability that
 * was given to the true class, in nats.
 *
 * <p>Probabilities are kept at least 2⁻⁵² away from 0 and 1, as scikit-learn does, so that one sure
 * and wrong prediction costs 36 and not infinity. Probabilities of several classes are taken as
 * they are, also if they do not add up to 1. One that is not in 0..1 makes it NaN.
 */
public record LogLoss() implements Metric<LogLoss.Totals> {
  private static final double LEAST = 0x1p-52;

  @Override
  public String name() {
    return "log_loss";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.BINARY, Task.MULTI_CLASS);
  }

  @Override
  public StateKind<Totals> state() {
    return new Kind();
  }

  @Override
  public double value(Totals totals) {
    return totals.loss.mean();
  }

  /** The loss of one usable row; NaN if its prediction is no probability. */
  public static double loss(Evaluated rows, int row) {
    double[][] predictions = rows.predictions();
    double p;
    if (predictions.length == 1) {
      double yes = Probability.checked(predictions[0][row]);
      p = rows.labels()[row] == 1 ? yes : 1 - yes;
    } else {
      p = Probability.checked(predictions[(int) rows.labels()[row]][row]);
    }
    // Both bounds, as scikit-learn: the loss of a sure and right prediction is 2⁻⁵² too.
    return -Math.log(Math.max(LEAST, Math.min(1 - LEAST, p)));
  }

  private record Kind() implements StateKind<Totals> {
    @Override
    public Totals start() {
      return new Totals();
    }

    @Override
    public Totals read(DataInput in) throws IOException {
      StateKind.checkVersion("log_loss", in.readByte(), Totals.VERSION);
      Totals read = start();
      read.loss.read(in);
      return read;
    }
  }

  /** The sum of losses. */
  public static final class Totals implements MetricState<Totals> {
    private static final int VERSION = 1;

    private final WeightedSum loss = new WeightedSum();

    private Totals() {}

    @Override
    public void add(Evaluated rows, int from, int to) {
      double weight = 0;
      double sum = 0;
      for (int row = from; row < to; row++) {
        weight += rows.weights()[row];
        sum += rows.weights()[row] * loss(rows, row);
      }
      loss.add(weight, sum);
    }

    @Override
    public void merge(Totals other) {
      loss.merge(other.loss);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      loss.writeTo(out);
    }
  }
}
