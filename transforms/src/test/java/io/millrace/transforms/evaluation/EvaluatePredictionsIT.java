package io.millrace.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationResult;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.inference.Predictions;
import io.millrace.transforms.Contents;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class EvaluatePredictionsIT {
  private static final EventTimeWindows WINDOWS =
      new EventTimeWindows(Duration.ofMillis(10), Duration.ofMillis(100));
  private static final EvaluationColumns COLUMNS =
      new EvaluationColumns(Task.REGRESSION, "label", List.of(), null, null);
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(Task.REGRESSION).withSlices(List.of("kind"));

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void measuresByWindowVersionAndSlice() {
    // Errors of version 1: 1 and 2 in the first window, 4 in the second; of version 2: 8.
    Contents.of(
        evaluate(
            pipeline.apply(
                Create.of(
                        batch(1, 0, "a", 1),
                        batch(1, 5, "b", 2),
                        batch(1, 10, "a", 4),
                        batch(2, 9, "a", 8))
                    .withCoder(ScoredBatch.CODER))),
        windows -> {
          assertThat(windows).hasSize(2);
          VersionEvaluations first = value(windows, 0);
          assertThat(first.results()).containsOnlyKeys(1L, 2L);
          EvaluationResult one = Objects.requireNonNull(first.results().get(1L));
          assertThat(one.value("mae")).isCloseTo(1.5, within(1e-12));
          assertThat(one.slices("kind")).containsOnlyKeys("kind_a", "kind_b");
          assertThat(mae(first, 2)).isCloseTo(8, within(1e-12));
          assertThat(mae(value(windows, 10), 1)).isCloseTo(4, within(1e-12));
        });
    pipeline.run();
  }

  @Test
  void aBatchThatSpansWindowsIsSplit() {
    ScoredBatch batch = batch(1, new long[] {3, 12, 14}, "a", 1);
    Contents.of(
        evaluate(pipeline.apply(Create.of(batch).withCoder(ScoredBatch.CODER))),
        windows -> {
          assertThat(windows).hasSize(2);
          assertThat(rows(value(windows, 0), 1)).isEqualTo(1);
          assertThat(rows(value(windows, 10), 1)).isEqualTo(2);
        });
    pipeline.run();
  }

  @Test
  void lateRowsGiveALaterPaneWithAllRows() {
    TestStream<ScoredBatch> stream =
        TestStream.create(ScoredBatch.CODER)
            .addElements(TimestampedValue.of(batch(1, 2, "a", 1), new Instant(2)))
            .advanceWatermarkTo(new Instant(20))
            .addElements(TimestampedValue.of(batch(1, 3, "a", 5), new Instant(3)))
            .advanceWatermarkToInfinity();
    Contents.of(
        evaluate(pipeline.apply(stream)),
        windows -> {
          List<WindowResult<VersionEvaluations>> panes = new ArrayList<>();
          windows.forEach(panes::add);
          assertThat(panes).hasSize(2);
          for (WindowResult<VersionEvaluations> pane : panes) {
            assertThat(mae(pane.value(), 1)).isCloseTo(pane.pane() == 0 ? 1 : 3, within(1e-12));
          }
          assertThat(panes).extracting(WindowResult::pane).containsExactlyInAnyOrder(0L, 1L);
        });
    pipeline.run();
  }

  @Test
  void takesColumnsOfTheSameTaskOnly() {
    assertThatThrownBy(
            () -> EvaluatePredictions.of(EvaluationSpec.of(Task.BINARY), COLUMNS, WINDOWS))
        .hasMessage("columns: REGRESSION (expected: BINARY, as the specification)");
  }

  private static PCollection<WindowResult<VersionEvaluations>> evaluate(
      PCollection<ScoredBatch> batches) {
    return batches.apply(EvaluatePredictions.of(SPEC, COLUMNS, WINDOWS));
  }

  private static VersionEvaluations value(
      Iterable<WindowResult<VersionEvaluations>> windows, long start) {
    for (WindowResult<VersionEvaluations> window : windows) {
      if (window.start() == start) {
        return window.value();
      }
    }
    throw new AssertionError("no window that starts at " + start);
  }

  private static double mae(VersionEvaluations evaluations, long version) {
    return Objects.requireNonNull(evaluations.results().get(version)).value("mae");
  }

  private static long rows(VersionEvaluations evaluations, long version) {
    return Objects.requireNonNull(evaluations.results().get(version)).overall().rows();
  }

  private static ScoredBatch batch(long version, long time, String kind, double error) {
    return batch(version, new long[] {time}, kind, error);
  }

  private static ScoredBatch batch(long version, long[] times, String kind, double error) {
    int rows = times.length;
    String[] kinds = new String[rows];
    String[] ids = new String[rows];
    double[] labels = new double[rows];
    double[] predictions = new double[rows];
    for (int i = 0; i < rows; i++) {
      kinds[i] = kind;
      ids[i] = version + "-" + times[i];
      labels[i] = 10;
      predictions[i] = 10 + error;
    }
    ColumnBatch columns =
        new ColumnBatch(
            Layout.of(
                new Layout.Field("kind", ValueType.STRING),
                new Layout.Field("label", ValueType.FLOAT)),
            List.of(BytesColumn.of(kinds), FloatColumn.of(labels)),
            times,
            BytesColumn.of(ids),
            new SourcePositions("test", new int[rows], new long[rows]),
            null);
    Predictions predicted =
        new Predictions(
            Layout.of(new Layout.Field("prediction", ValueType.FLOAT)),
            List.of(FloatColumn.of(predictions)),
            rows);
    return new ScoredBatch(columns, predicted, "model", version, 0);
  }
}
