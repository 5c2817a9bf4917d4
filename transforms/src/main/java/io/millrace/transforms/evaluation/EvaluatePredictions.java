package io.millrace.transforms.evaluation;

import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.Summary;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Measures predictions against labels, window by window, by model version and slice, with
 * confidence intervals.
 *
 * <p>Input: predicted batches in the global window, bounded or not, whose rows have a column of
 * labels and carry their event times. Output: for each window with rows one mergeable evaluation a
 * version, when the watermark passes the window's end, and again, with the late rows in, within the
 * allowed lateness: a later pane replaces the earlier ones. Rows later than that are in no result;
 * rows without a label or weight are counted and left out. A batch without the columns fails the
 * bundle: that is a mistake of the pipeline, not of a row.
 *
 * <p>Rows are summed up in the bundles where they are, and only sums are shuffled; resamples go by
 * record ids, so the result is the same for any number of workers, but for the rounding of sums.
 * State is bounded by windows within the allowed lateness, versions, slices and metrics, not by
 * rows.
 *
 * <pre>{@code
 * scored.apply(
 *     EvaluatePredictions.of(
 *         EvaluationSpec.of(Task.REGRESSION).withSlices(List.of("vendor")),
 *         new EvaluationColumns(Task.REGRESSION, "label", List.of(), null, null),
 *         new EventTimeWindows(Duration.ofDays(1), Duration.ofDays(7))));
 * }</pre>
 */
public final class EvaluatePredictions
    extends PTransform<PCollection<ScoredBatch>, PCollection<WindowResult<VersionEvaluations>>> {
  private final EvaluationSpec spec;
  private final EvaluationColumns columns;
  private final EventTimeWindows windows;

  private EvaluatePredictions(
      EvaluationSpec spec, EvaluationColumns columns, EventTimeWindows windows) {
    this.spec = spec;
    this.columns = columns;
    this.windows = windows;
  }

  /**
   * Evaluates by this specification.
   *
   * @param columns where labels, weights and predictions stand; of the specification's task
   */
  public static EvaluatePredictions of(
      EvaluationSpec spec, EvaluationColumns columns, EventTimeWindows windows) {
    if (columns.task() != spec.task()) {
      throw new IllegalArgumentException(
          "columns: " + columns.task() + " (expected: " + spec.task() + ", as the specification)");
    }
    return new EvaluatePredictions(spec, columns, windows);
  }

  @Override
  public PCollection<WindowResult<VersionEvaluations>> expand(PCollection<ScoredBatch> batches) {
    return batches.apply(
        "Evaluate", SummarizeByWindow.of(windows, new EvaluationSummary(spec, columns)));
  }

  private record EvaluationSummary(EvaluationSpec spec, EvaluationColumns columns)
      implements Summary<ScoredBatch, VersionEvaluations> {

    @Override
    public VersionEvaluations create() {
      return new VersionEvaluations(spec);
    }

    @Override
    public long[] eventTimes(ScoredBatch batch) {
      return batch.rows().eventTimes();
    }

    @Override
    public ScoredBatch select(ScoredBatch batch, int[] rows, int count) {
      return batch.select(rows, count);
    }

    @Override
    public VersionEvaluations add(VersionEvaluations evaluations, ScoredBatch batch) {
      evaluations
          .version(batch.version())
          .add(batch.rows(), columns.of(batch.rows(), batch.predictions()));
      return evaluations;
    }

    @Override
    public VersionEvaluations merge(VersionEvaluations into, VersionEvaluations other) {
      into.merge(other);
      return into;
    }

    @Override
    public Coder<VersionEvaluations> coder() {
      return VersionEvaluations.coder(spec);
    }
  }
}
