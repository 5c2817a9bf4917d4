package io.millrace.models.evaluation.metrics;

/**
 * Coefficient of determination, {@code 1 - sum w e² / sum w (label - mean label)²}, at most 1; NaN
 * if all labels are equal.
 */
public record RSquared() implements ErrorMetric {

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public double value(ErrorTotals totals) {
    return totals.labelSquares() == 0 ? Double.NaN : 1 - totals.squared() / totals.labelSquares();
  }
}
