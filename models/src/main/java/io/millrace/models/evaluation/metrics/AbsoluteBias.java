package io.millrace.models.evaluation.metrics;

/** The size of {@link Bias}, whatever its sign. */
public record AbsoluteBias() implements ErrorMetric {

  @Override
  public String name() {
    return "absolute_bias";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(ErrorTotals totals) {
    return Math.abs(totals.errors() / totals.weight());
  }
}
