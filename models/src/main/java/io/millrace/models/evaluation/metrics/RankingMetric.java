package io.millrace.models.evaluation.metrics;

import java.util.Set;

/** A metric of how well probabilities rank rows, made of {@link RankingTotals}. */
interface RankingMetric extends Metric<RankingTotals> {

  /** How the figures of several classes become one. */
  Averaging averaging();

  @Override
  default Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  default Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  default StateKind<RankingTotals> state() {
    return RankingTotals.KIND;
  }
}
