package io.millrace.models.training.objectives;

/** The labels of a batch, as they are learnt. */
@FunctionalInterface
public interface RowLabels {

  /** The (transformed) label of a row or the number of its class; NaN if it cannot be learnt. */
  double at(int row);
}
