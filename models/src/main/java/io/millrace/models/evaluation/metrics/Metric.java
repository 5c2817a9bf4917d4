package io.millrace.models.evaluation.metrics;

import java.io.Serializable;
import java.util.Set;

/**
 * A figure that says how good predictions are.
 *
 * <p>An implementation is a record whose components are its parameters, with a constructor without
 * arguments for the defaults; {@link Metrics} finds it through {@link java.util.ServiceLoader}. A
 * metric that is not defined on the rows, such as any without rows, is NaN, and so is one of
 * predictions that are NaN or otherwise make no sense: no gate passes on NaN.
 *
 * @param <S> what it sums up over rows; metrics of one {@link StateKind} share a state
 */
public interface Metric<S extends MetricState<S>> extends Serializable {

  /** Its name with its parameter, if that is not the default: {@code quantile_loss@0.9}. */
  String name();

  Direction direction();

  /** The tasks whose predictions it measures. */
  Set<Task> tasks();

  StateKind<S> state();

  /** Its value over the rows that were summed up. */
  double value(S state);

  /**
   * The same metric with another parameter.
   *
   * @throws IllegalArgumentException if it takes none, or not this one
   */
  default Metric<?> with(String parameter) {
    throw new IllegalArgumentException(
        name() + "@" + parameter + " (expected: " + name() + ", which takes no parameter)");
  }
}
