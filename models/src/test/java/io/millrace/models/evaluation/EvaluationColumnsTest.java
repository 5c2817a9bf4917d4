package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.inference.Predictions;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.MultiClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationColumnsTest {

  @Test
  void readsNumbersAndWeights() {
    EvaluationColumns columns =
        new EvaluationColumns(Task.REGRESSION, "label", List.of(), "weight", null);
    IntColumn labels = new IntColumn(new long[] {3, 0, 5}, null, Validity.of(3, new long[] {5}));
    ColumnBatch rows = rows(labels, FloatColumn.of(1, 2, 0.5));
    Evaluated evaluated = columns.of(rows, prediction("prediction", FloatColumn.of(3, 4, 5)));
    assertThat(evaluated.labels()).containsExactly(3, Double.NaN, 5);
    assertThat(evaluated.weights()).containsExactly(1, 2, 0.5);
    assertThat(evaluated.predictions()).isDeepEqualTo(new double[][] {{3, 4, 5}});
  }

  @Test
  void readsNamesOfClasses() {
    EvaluationColumns columns =
        EvaluationColumns.of(new MultiClass(List.of("low", "mid", "high")), "label", null);
    ColumnBatch rows = rows(BytesColumn.of("high", "low", "none"), FloatColumn.of(1, 1, 1));
    FloatColumn probabilities =
        new FloatColumn(
            new double[] {0.1, 0.2, 0.7, 1, 0, 0, 0.3, 0.3, 0.4},
            new int[] {0, 3, 6, 9},
            Validity.allPresent(3));
    Evaluated evaluated = columns.of(rows, prediction("probabilities", probabilities));
    assertThat(evaluated.labels()).containsExactly(2, 0, Double.NaN);
    assertThat(evaluated.predictions())
        .isDeepEqualTo(new double[][] {{0.1, 1, 0.3}, {0.2, 0, 0.3}, {0.7, 0, 0.4}});
  }

  @Test
  void takesTheSecondOfTwoProbabilitiesForYes() {
    EvaluationColumns columns = EvaluationColumns.of(new Binary(), "label", null);
    ColumnBatch rows = rows(FloatColumn.of(1, 0, 0.5), FloatColumn.of(1, 1, 1));
    FloatColumn both =
        new FloatColumn(
            new double[] {0.1, 0.9, 0.8, 0.2, 0.5, 0.5},
            new int[] {0, 2, 4, 6},
            Validity.allPresent(3));
    Evaluated evaluated = columns.of(rows, prediction("scores", both));
    assertThat(evaluated.labels()).containsExactly(1, 0, Double.NaN);
    assertThat(evaluated.predictions()).isDeepEqualTo(new double[][] {{0.9, 0.2, 0.5}});
  }

  @Test
  void saysWhatIsMissing() {
    EvaluationColumns columns = new EvaluationColumns(Task.REGRESSION, "y", List.of(), null, null);
    ColumnBatch rows = rows(BytesColumn.of("a"), FloatColumn.of(1));
    assertThatThrownBy(() -> columns.of(rows, prediction("prediction", FloatColumn.of(1))))
        .hasMessageStartingWith("column: y (expected: one of [");
    EvaluationColumns text = new EvaluationColumns(Task.REGRESSION, "label", List.of(), null, null);
    assertThatThrownBy(() -> text.of(rows, prediction("prediction", FloatColumn.of(1))))
        .hasMessage("column: label is of type STRING (expected: numbers)");
  }

  private static ColumnBatch rows(Column label, FloatColumn weight) {
    int rows = label.rows();
    return new ColumnBatch(
        Layout.of(
            new Layout.Field("label", label.type()), new Layout.Field("weight", ValueType.FLOAT)),
        List.of(label, weight),
        new long[rows],
        null,
        new SourcePositions("test", new int[rows], new long[rows]),
        null);
  }

  private static Predictions prediction(String name, FloatColumn column) {
    return new Predictions(
        Layout.of(new Layout.Field(name, ValueType.FLOAT)), List.of(column), column.rows());
  }
}
