package io.millrace.models.evaluation.metrics;

/**
 * Mean absolute error, {@code sum w |e| / sum w} with {@code e = prediction - label}, in label
 * units.
 */
public record MeanAbsoluteError() implements ErrorMetric {

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(ErrorTotals totals) {
    return totals.absolute() / totals.weight();
  }
}
