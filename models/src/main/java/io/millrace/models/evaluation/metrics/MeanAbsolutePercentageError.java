package io.millrace.models.evaluation.metrics;

/**
 * Mean absolute percentage error, {@code sum w |e| / |label| / sum w} over the rows whose label is
 * not zero, as a fraction: 0.1 is 10 %.
 */
public record MeanAbsolutePercentageError() implements ErrorMetric {

  @Override
  public String name() {
    return "mape";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(ErrorTotals totals) {
    return totals.shares() / totals.shareWeight();
  }
}
