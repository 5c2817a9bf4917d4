package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Mean error, {@code sum w (prediction - label) / sum w}, in label units: above zero, the model
 * predicts too much.
 */
public record Bias() implements Metric<ErrorTotals> {

  @Override
  public String name() {
    return "bias";
  }

  @Override
  public Direction direction() {
    return Direction.CLOSER_TO_ZERO_IS_BETTER;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public StateKind<ErrorTotals> state() {
    return ErrorTotals.KIND;
  }

  @Override
  public double value(ErrorTotals totals) {
    return totals.errors() / totals.weight();
  }
}
