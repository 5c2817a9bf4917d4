package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Mean absolute error, {@code sum w |e| / sum w} with {@code e = prediction - label}, in label
 * units.
 */
public record MeanAbsoluteError() implements Metric<ErrorTotals> {

  @Override
  public String name() {
    return "mae";
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
    return totals.absolute() / totals.weight();
  }
}
