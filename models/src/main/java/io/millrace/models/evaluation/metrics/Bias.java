package io.millrace.models.evaluation.metrics;

/**
 * Mean error, {@code sum w (prediction - label) / sum w}, in label units: above zero, the model
 * predicts too much.
 */
public record Bias() implements ErrorMetric {

  @Override
  public String name() {
    return "bias";
  }

  @Override
  public Direction direction() {
    return Direction.CLOSER_TO_ZERO_IS_BETTER;
  }

  @Override
  public double value(ErrorTotals totals) {
    return totals.errors() / totals.weight();
  }
}
