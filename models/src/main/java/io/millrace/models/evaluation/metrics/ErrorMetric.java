package io.millrace.models.evaluation.metrics;

import java.util.Set;

/** A metric of regressions that is made of {@link ErrorTotals}. */
interface ErrorMetric extends Metric<ErrorTotals> {

  @Override
  default Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  default StateKind<ErrorTotals> state() {
    return ErrorTotals.KIND;
  }
}
