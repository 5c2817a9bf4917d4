package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/**
 * Brier score: the weighted mean squared distance of the probabilities from what came to be.
 *
 * <p>Of yes and no {@code (p - label)²}, between 0 and 1, as scikit-learn has it; of several
 * classes the sum over the classes, between 0 and 2, as Brier had it (Monthly Weather Review 78,
 * 1950). A probability that is not in 0..1 makes it NaN.
 */
public record BrierScore() implements Metric<BrierScore.Totals> {

  @Override
  public String name() {
    return "brier_score";
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

  private record Kind() implements StateKind<Totals> {
    @Override
    public Totals start() {
      return new Totals();
    }

    @Override
    public Totals read(DataInput in) throws IOException {
      StateKind.checkVersion("brier_score", in.readByte(), Totals.VERSION);
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

    private static double loss(Evaluated rows, int row) {
      double[][] predictions = rows.predictions();
      double label = rows.labels()[row];
      if (predictions.length == 1) {
        double distance = Probability.checked(predictions[0][row]) - label;
        return distance * distance;
      }
      double sum = 0;
      for (int output = 0; output < predictions.length; output++) {
        double truth = output == label ? 1 : 0;
        double distance = Probability.checked(predictions[output][row]) - truth;
        sum += distance * distance;
      }
      return sum;
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
