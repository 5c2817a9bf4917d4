package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is measured. */
final class EvaluationOptions {
  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME[@PARAMETER]",
      description = "Metrics, such as mape or recall@0.7 (default: the usual ones of the task).")
  private List<String> metrics = List.of();

  @Option(
      names = "--slice",
      paramLabel = "RULE",
      description = {
        "Measure slices too, by every value of a feature (vendor), one (vendor=2), ranges",
        "(distance:2;10) or a cross (vendor,distance:2;10); may be repeated."
      })
  private List<String> slices = List.of();

  @Option(
      names = "--confidence",
      paramLabel = "jackknife|bootstrap|none",
      description = "How intervals are found (default: jackknife).")
  private Resampling resampling = Resampling.JACKKNIFE;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Jackknife groups or bootstrap samples (default: 20).")
  private int replicates = Confidence.JACKKNIFE.replicates();

  @Option(
      names = "--level",
      paramLabel = "P",
      description = "The level of intervals (default: 0.95).")
  private double level = Confidence.JACKKNIFE.level();

  @Option(
      names = "--task",
      paramLabel = "regression|binary|multi_class",
      description = "What the model predicts (default: what --config or --classes say).")
  private @Nullable Task task;

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "NAME",
      description = "The classes as labels name them, in the order of the model's outputs.")
  private List<String> classes = List.of();

  @Option(
      names = "--weight",
      paramLabel = "COL",
      description = "The column of the rows' weights (default: 1 each).")
  private @Nullable String weight;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "The model's output that is the prediction (default: the task's usual one).")
  private @Nullable String output;

  EvaluationSpec spec(Task known) {
    EvaluationSpec usual =
        EvaluationSpec.of(known)
            .withSlices(slices)
            .withConfidence(new Confidence(resampling, replicates, level));
    return metrics.isEmpty() ? usual : usual.withMetrics(metrics);
  }

  /** Where things stand in files whose labels are in this column. */
  EvaluationColumns columns(String label) {
    return new EvaluationColumns(task(), label, classes, weight, output);
  }

  private Task task() {
    if (task != null) {
      return task;
    }
    if (classes.isEmpty()) {
      return Task.REGRESSION;
    }
    return classes.size() == 2 ? Task.BINARY : Task.MULTI_CLASS;
  }

  /** Whether the options say what is predicted. */
  boolean haveTask() {
    return task != null || !classes.isEmpty();
  }
}
