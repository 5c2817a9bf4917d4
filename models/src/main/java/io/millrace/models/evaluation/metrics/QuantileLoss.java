package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Mean quantile (pinball) loss of predictions of a quantile (Koenker and Bassett, Econometrica 46,
 * 1978): the weighted mean of {@code quantile · d} where {@code d = label - prediction} is not
 * negative, and of {@code (quantile - 1) · d} where it is; in label units. At 0.5, half of MAE.
 *
 * @param quantile that is predicted, above 0 and below 1
 */
public record QuantileLoss(double quantile) implements MeanLoss {
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
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public double loss(Evaluated rows, int row) {
    double distance = rows.labels()[row] - rows.predictions()[0][row];
    return Math.max(quantile * distance, (quantile - 1) * distance);
  }
}
