package io.millrace.models.evaluation.metrics;

import java.util.Set;

/** A metric of the classes that a {@link Decision} gives, made of {@link ConfusionTotals}. */
interface DecisionMetric extends Metric<ConfusionTotals> {

  Decision decision();

  @Override
  default Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  default Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  default StateKind<ConfusionTotals> state() {
    return decision().state();
  }
}
