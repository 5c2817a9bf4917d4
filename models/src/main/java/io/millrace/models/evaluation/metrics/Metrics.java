package io.millrace.models.evaluation.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds metrics by name, such as {@code mape} or {@code quantile_loss@0.9}. */
public final class Metrics {

  private Metrics() {}

  /** All metrics there are, with their default parameters, by name. */
  public static Map<String, Metric<?>> available() {
    Map<String, Metric<?>> metrics = new TreeMap<>();
    for (Metric<?> metric : ServiceLoader.load(Metric.class, Metrics.class.getClassLoader())) {
      metrics.put(metric.name(), metric);
    }
    return Collections.unmodifiableMap(metrics);
  }

  /**
   * The metric of this name, which may carry a parameter behind an {@code @}.
   *
   * @throws IllegalArgumentException if there is none, or it does not take the parameter
   */
  public static Metric<?> create(String name) {
    int at = name.indexOf('@');
    String kind = at < 0 ? name : name.substring(0, at);
    Map<String, Metric<?>> available = available();
    Metric<?> metric = available.get(kind);
    if (metric == null) {
      throw new IllegalArgumentException(
          "metric: " + name + " (expected: one of " + String.join(", ", available.keySet()) + ")");
    }
    return at < 0 ? metric : metric.with(name.substring(at + 1));
  }

  /**
   * The metric of this name for this task.
   *
   * @throws IllegalArgumentException also if it is for other tasks
   */
  public static Metric<?> create(String name, Task task) {
    Metric<?> metric = create(name);
    if (!metric.tasks().contains(task)) {
      throw new IllegalArgumentException(
          "metric: "
              + name
              + " is for "
              + metric.tasks()
              + " (expected: one for "
              + task.name().toLowerCase(Locale.ROOT)
              + ")");
    }
    return metric;
  }

  /** The metrics that a task is measured by when nobody says otherwise. */
  public static List<Metric<?>> defaults(Task task) {
    List<String> names =
        switch (task) {
          case REGRESSION -> List.of("mae", "rmse", "mape", "r2", "bias");
          case BINARY ->
              List.of(
                  "log_loss",
                  "auc",
                  "auc_pr",
                  "accuracy",
                  "precision",
                  "recall",
                  "f1",
                  "calibration_error");
          case MULTI_CLASS ->
              List.of(
                  "log_loss", "accuracy", "auc", "precision", "recall", "f1", "calibration_error");
        };
    return names.stream().<Metric<?>>map(name -> create(name, task)).toList();
  }
}
