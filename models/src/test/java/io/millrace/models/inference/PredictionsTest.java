package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final Layout LAYOUT =
      Layout.of(
          new Layout.Field("count", ValueType.INT),
          new Layout.Field("label", ValueType.STRING),
          new Layout.Field("pair", ValueType.FLOAT),
          new Layout.Field("score", ValueType.FLOAT));

  private static Predictions of(int from, int rows) {
    long[] counts = new long[rows];
    String[] labels = new String[rows];
    double[] pairs = new double[rows * 2];
    double[] scores = new double[rows];
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      counts[i] = (long) from + i;
      labels[i] = "row " + (from + i);
      pairs[2 * i] = from + i;
      pairs[2 * i + 1] = -(from + i);
      scores[i] = (from + i) / 10.0;
      offsets[i + 1] = 2 * (i + 1);
    }
    Validity all = Validity.allPresent(rows);
    List<Column> columns =
        List.of(
            new IntColumn(counts, null, all),
            BytesColumn.of(labels),
            new FloatColumn(pairs, offsets, all),
            FloatColumn.of(scores));
    return new Predictions(LAYOUT, columns, rows);
  }

  @Test
  void partsJoinedAreTheWhole() {
    Predictions joined =
        Predictions.concat(LAYOUT, List.of(of(0, 2), of(2, 0), of(2, 3), of(5, 1)));
    assertSame(joined, of(0, 6));
  }

  @Test
  void selectsRows() {
    Predictions picked = of(0, 6).select(new int[] {4, 5, 0}, 2);
    assertSame(picked, of(4, 2));
  }

  @Test
  void noneHasTheLayoutOfSome() {
    Predictions none = Predictions.none(LAYOUT);
    assertThat(none.rows()).isZero();
    assertThat(none.floats("score")).isEmpty();
  }

  @Test
  void namesTheOutputThatIsNotThere() {
    assertThat(of(3, 2).floats("count")).containsExactly(3, 4);
    assertThatThrownBy(() -> of(0, 1).floats("none")).hasMessageStartingWith("output: none (");
    assertThatThrownBy(() -> of(0, 1).floats("pair"))
        .hasMessage("output pair: FLOAT (expected: one number a row)");
  }

  private static void assertSame(Predictions actual, Predictions expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.floats("score")).containsExactly(expected.floats("score"));
    for (int row = 0; row < expected.rows(); row++) {
      assertThat(((IntColumn) actual.output("count")).value(row))
          .isEqualTo(((IntColumn) expected.output("count")).value(row));
      assertThat(((BytesColumn) actual.output("label")).string(row))
          .isEqualTo(((BytesColumn) expected.output("label")).string(row));
      FloatColumn pair = (FloatColumn) actual.output("pair");
      FloatColumn other = (FloatColumn) expected.output("pair");
      assertThat(pair.valueEnd(row)).isEqualTo(pair.valueStart(row) + 2);
      assertThat(pair.value(pair.valueStart(row) + 1))
          .isEqualTo(other.value(other.valueStart(row) + 1));
    }
  }
}
