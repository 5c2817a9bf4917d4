package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Mean absolute percentage error, {@code sum w |e| / |label| / sum w} over the rows whose label is
 * not zero, as a fraction: 0.1 is 10 %.
 */
public record MeanAbsolutePercentageError() implements Metric<ErrorTotals> {

  @Override
  public String name() {
    return "mape";
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
    return totals.shares() / totals.shareWeight();
  }
}
