package io.millrace.models.evaluation.metrics;

/** A metric that is the weighted mean of a loss of each row, such as {@link LogLoss}. */
interface MeanLoss extends Metric<MeanLossTotals> {

  /** The loss of one usable row; NaN if its prediction makes no sense. */
  double loss(Evaluated rows, int row);

  @Override
  default Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  default StateKind<MeanLossTotals> state() {
    return new MeanLossTotals.Kind(this);
  }

  @Override
  default double value(MeanLossTotals totals) {
    return totals.mean();
  }
}
