package io.millrace.models.evaluation.metrics;

/** Root mean squared error, {@code sqrt(sum w e² / sum w)}, in label units. */
public record RootMeanSquaredError() implements ErrorMetric {

  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(ErrorTotals totals) {
    return Math.sqrt(totals.squared() / totals.weight());
  }
}
