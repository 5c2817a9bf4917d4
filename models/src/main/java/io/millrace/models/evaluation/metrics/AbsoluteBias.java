package io.millrace.models.evaluation.metrics;

import java.util.Set;

/** The size of {@link Bias}, whatever its sign. */
public record AbsoluteBias() implements Metric<ErrorTotals> {

  @Override
  public String name() {
    return "absolute_bias";
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
    return Math.abs(totals.errors() / totals.weight());
  }
}
