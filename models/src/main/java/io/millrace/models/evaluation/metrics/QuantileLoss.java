package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/**
 * Mean quantile (pinball) loss of predictions of a quantile (Koenker and Bassett, Econometrica 46,
 * 1978): the weighted mean of {@code quantile · d} where {@code d = label - prediction} is not
 * negative, and of {@code (quantile - 1) · d} where it is; in label units. At 0.5, half of MAE.
 *
 * @param quantile that is predicted, above 0 and below 1
 */
public record QuantileLoss(double quantile) implements Metric<QuantileLoss.Totals> {
  private static final double DEFAULT = 0.5;

  public QuantileLoss {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException(
          "quantile: " + quantile + " (expected: above 0 and below 1)");
    }
  }

  /** Of predictions of the median. */
  public QuantileLoss() {
    this(DEFAULT);
  }

  @Override
  public String name() {
    return quantile == DEFAULT ? "quantile_loss" : "quantile_loss@" + quantile;
  }

  @Override
  public Metric<?> with(String parameter) {
    return new QuantileLoss(Parameters.share("quantile_loss", parameter));
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public StateKind<Totals> state() {
    return new Kind(quantile);
  }

  @Override
  public double value(Totals totals) {
    return totals.loss.mean();
  }

  private record Kind(double quantile) implements StateKind<Totals> {
    @Override
    public Totals start() {
      return new Totals(quantile);
    }

    @Override
    public Totals read(DataInput in) throws IOException {
      StateKind.checkVersion("quantile loss", in.readByte(), Totals.VERSION);
      Totals read = start();
      read.loss.read(in);
      return read;
    }
  }

  /** The sum of losses. */
  public static final class Totals implements MetricState<Totals> {
    private static final int VERSION = 1;

    private final double quantile;
    private final WeightedSum loss = new WeightedSum();

    private Totals(double quantile) {
      this.quantile = quantile;
    }

    @Override
    public void add(Evaluated rows, int from, int to) {
      double weight = 0;
      double sum = 0;
      for (int row = from; row < to; row++) {
        double distance = rows.labels()[row] - rows.predictions()[0][row];
        weight += rows.weights()[row];
        sum += rows.weights()[row] * Math.max(quantile * distance, (quantile - 1) * distance);
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
