package io.millrace.models.evaluation.metrics;

import java.util.Set;

/** Root mean squared error, {@code sqrt(sum w e² / sum w)}, in label units. */
public record RootMeanSquaredError() implements Metric<ErrorTotals> {

  @Override
  public String name() {
    return "rmse";
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
  public StateKind<ErrorTotals> state() {
    return ErrorTotals.KIND;
  }

  @Override
  public double value(ErrorTotals totals) {
    return Math.sqrt(totals.squared() / totals.weight());
  }
}
