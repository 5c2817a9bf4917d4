package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.RowKeys;
import io.millrace.models.evaluation.metrics.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationTest {
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(Task.REGRESSION).withSlices(List.of("kind"));

  /** Rows with an id, a kind and a prediction that errs by 1 for kind a and by 3 for kind b. */
  private record Rows(ColumnBatch columns, Evaluated rows) {
    static Rows of(int from, int to) {
      String[] ids = new String[to - from];
      String[] kinds = new String[to - from];
      double[] labels = new double[to - from];
      double[] predictions = new double[to - from];
      SplittableRandom random = new SplittableRandom(from);
      for (int i = 0; i < ids.length; i++) {
        ids[i] = "id" + (from + i);
        kinds[i] = i % 4 == 0 ? "b" : "a";
        labels[i] = 50 + i % 10;
        predictions[i] = labels[i] + (i % 4 == 0 ? 3 : 1) + random.nextGaussian();
      }
      int count = ids.length;
      ColumnBatch columns =
          new ColumnBatch(
              Layout.of(new Layout.Field("kind", ValueType.STRING)),
              List.of(BytesColumn.of(kinds)),
              new long[count],
              BytesColumn.of(ids),
              new SourcePositions("test", new int[count], new long[count]),
              null);
      Evaluated plain = Evaluated.of(labels, predictions);
      return new Rows(
          columns,
          new Evaluated(labels, plain.predictions(), plain.weights(), RowKeys.of(columns)));
    }

    Rows withLabel(int row, double label) {
      double[] labels = rows.labels().clone();
      labels[row] = label;
      return new Rows(
          columns, new Evaluated(labels, rows.predictions(), rows.weights(), rows.keys()));
    }
  }

  @Test
  void measuresAllRowsAndEachSlice() {
    Evaluation evaluation = new Evaluation(SPEC);
    Rows rows = Rows.of(0, 400);
    evaluation.add(rows.columns, rows.rows);
    EvaluationResult result = evaluation.result();
    assertThat(result.overall().rows()).isEqualTo(400);
    assertThat(result.value("bias")).isCloseTo(1.5, within(0.2));
    assertThat(result.slices("kind")).containsOnlyKeys("kind_a", "kind_b");
    SliceResult b = Objects.requireNonNull(result.slices("kind").get("kind_b"));
    assertThat(b.rows()).isEqualTo(100);
    assertThat(b.weight()).isEqualTo(100);
    assertThat(estimate(b, "bias").value()).isCloseTo(3, within(0.4));
    assertThat(result.figures())
        .containsKeys("rows", "mae", "rmse", "mape", "r2", "bias")
        .containsEntry("rows", 400.0);
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void isTheSameInPartsMergedInAnyOrderAndWritten(Resampling resampling) throws Exception {
    EvaluationSpec spec = SPEC.withConfidence(Confidence.of(resampling));
    Evaluation whole = new Evaluation(spec);
    Evaluation merged = new Evaluation(spec);
    for (int part : new int[] {2, 0, 1}) {
      Rows rows = Rows.of(100 * part, 100 * part + 100);
      whole.add(rows.columns, rows.rows);
      Evaluation some = new Evaluation(spec);
      some.add(rows.columns, rows.rows);
      merged.merge(copy(some));
    }
    EvaluationResult expected = whole.result();
    EvaluationResult result = copy(merged).result();
    assertThat(result.slices()).containsOnlyKeys(expected.slices().keySet());
    expected
        .slices()
        .forEach(
            (key, slice) -> {
              SliceResult same = Objects.requireNonNull(result.slices().get(key));
              assertThat(same.rows()).isEqualTo(slice.rows());
              slice
                  .metrics()
                  .forEach(
                      (name, estimate) -> {
                        assertThat(estimate(same, name).value())
                            .isCloseTo(estimate.value(), within(1e-10));
                        assertThat(estimate(same, name).replicates())
                            .containsExactly(estimate.replicates(), within(1e-10));
                      });
            });
  }

  private static Evaluation copy(Evaluation evaluation) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    evaluation.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Evaluation read = Evaluation.readFrom(evaluation.spec(), in);
    assertThat(in.available()).isZero();
    return read;
  }

  @Test
  void jackknifesByLeavingGroupsOfIdsOut() {
    Rows rows = Rows.of(0, 200);
    Evaluation evaluation = new Evaluation(SPEC);
    evaluation.add(rows.columns, rows.rows);
    double[] replicates = estimate(evaluation.result().overall(), "mae").replicates();

    double[] byHand = new double[20];
    for (int group = 0; group < 20; group++) {
      double sum = 0;
      int count = 0;
      for (int row = 0; row < 200; row++) {
        if (ResampledRows.group(rows.rows.keys()[row], Confidence.JACKKNIFE) != group) {
          sum += Math.abs(rows.rows.predictions()[0][row] - rows.rows.labels()[row]);
          count++;
        }
      }
      byHand[group] = sum / count;
    }
    assertThat(replicates).containsExactly(byHand, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(value = Resampling.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void coversTheTruthAsOftenAsItSays(Resampling resampling) {
    // The error is 1 + N(0, 1): bias has the mean 1. Of 400 intervals 380 should cover it; the
    // binomial's standard deviation is 4.4.
    EvaluationSpec spec =
        EvaluationSpec.of(Task.REGRESSION)
            .withMetrics(List.of("bias"))
            .withConfidence(Confidence.of(resampling));
    SplittableRandom random = new SplittableRandom(99);
    int covered = 0;
    for (int trial = 0; trial < 400; trial++) {
      double[] labels = new double[300];
      double[] predictions = new double[300];
      long[] keys = new long[300];
      double[] ones = new double[300];
      Arrays.fill(ones, 1);
      for (int i = 0; i < 300; i++) {
        predictions[i] = 1 + random.nextGaussian();
        keys[i] = random.nextLong();
      }
      Evaluation evaluation = new Evaluation(spec);
      evaluation.add(new Evaluated(labels, new double[][] {predictions}, ones, keys));
      var interval = estimate(evaluation.result().overall(), "bias").interval();
      covered += interval.lower() <= 1 && 1 <= interval.upper() ? 1 : 0;
    }
    assertThat(covered).isBetween(362, 396);
  }

  @Test
  void leavesRowsOutThatCannotCount() {
    Rows rows = Rows.of(0, 50).withLabel(3, Double.NaN).withLabel(4, Double.POSITIVE_INFINITY);
    double[] weights = rows.rows.weights().clone();
    weights[10] = 0;
    weights[11] = -1;
    weights[12] = Double.NaN;
    Evaluation evaluation = new Evaluation(SPEC);
    evaluation.add(rows.columns, rows.rows.withWeights(weights));
    EvaluationResult result = evaluation.result();
    assertThat(result.unlabelled()).isEqualTo(2);
    assertThat(result.weightless()).isEqualTo(3);
    assertThat(result.overall().rows()).isEqualTo(45);
    assertThat(result.value("mae")).isFinite();
  }

  @Test
  void isEmptyWithoutRows() {
    EvaluationResult result = new Evaluation(SPEC).result();
    assertThat(result.overall().rows()).isZero();
    assertThat(result.value("mae")).isNaN();
    assertThat(estimate(result.overall(), "mae").intervalOrNull()).isNull();
    assertThat(result.value("unheard")).isNaN();
  }

  @Test
  void keepsTheSlicesOfRulesThatOverlapApart() {
    Evaluation evaluation = new Evaluation(SPEC.withSlices(List.of("kind", "kind=b")));
    Rows rows = Rows.of(0, 40);
    evaluation.add(rows.columns, rows.rows);
    assertThat(evaluation.result().slices("kind=b")).containsOnlyKeys("kind_b");
    assertThat(evaluation.result().slices("kind").get("kind_b"))
        .extracting(SliceResult::rows)
        .isEqualTo(10L);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Evaluation evaluation = new Evaluation(SPEC);
    assertThatThrownBy(() -> evaluation.add(Rows.of(0, 3).rows))
        .hasMessage("columns: none (expected: those that slices go by)");
    assertThatThrownBy(() -> evaluation.add(Rows.of(0, 3).columns, Rows.of(0, 4).rows))
        .hasMessage("columns: 3 rows (expected: 4)");
    assertThatThrownBy(() -> evaluation.merge(new Evaluation(EvaluationSpec.of(Task.REGRESSION))))
        .hasMessageStartingWith("evaluation: ");
    assertThatThrownBy(() -> SPEC.withMetrics(List.of("auc")))
        .hasMessageStartingWith("metric: auc");
  }

  private static Estimate estimate(SliceResult slice, String metric) {
    return Objects.requireNonNull(slice.metrics().get(metric));
  }
}
