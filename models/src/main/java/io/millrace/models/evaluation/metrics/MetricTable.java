package io.millrace.models.evaluation.metrics;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A figure with more than one number, such as a confusion matrix: rows of named numbers, for people
 * and for charts. No gate looks at it.
 *
 * @param <S> what it sums up over rows
 */
public interface MetricTable<S extends MetricState<S>> extends Serializable {

  String name();

  /** The tasks whose predictions it is for. */
  Set<Task> tasks();

  StateKind<S> state();

  /** Its rows, each with the same names in the same order; none if it is not defined. */
  List<Map<String, Double>> rows(S state);

  /** The tables of a task. */
  static List<MetricTable<?>> all(Task task) {
    List<MetricTable<?>> tables =
        List.of(new ConfusionMatrix(), new CalibrationCurve(), new OperatingPoints());
    return tables.stream().filter(table -> table.tasks().contains(task)).toList();
  }
}
