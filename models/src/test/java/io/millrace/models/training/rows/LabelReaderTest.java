package io.millrace.models.training.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.Regression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelReaderTest {
  private static final Objective LOG = new Regression(Loss.SQUARED, LabelTransform.LOG);

  @Test
  void leavesOutRowsWithoutAUsableLabelAndCountsThem() {
    ColumnBatch batch =
        Rows.of("y", ValueType.FLOAT)
            .add(Math.E)
            .add((Object) null)
            .add(-1d)
            .add(0d)
            .add(Double.NaN)
            .add(Double.POSITIVE_INFINITY)
            .add(Math.exp(3))
            .batch();
    LabelledRows rows = new LabelReader("y", LOG, Weighting.EVEN).read(batch);
    assertThat(rows.unusable()).isEqualTo(5);
    assertThat(rows.rows().rows()).isEqualTo(2);
    assertThat(rows.labels()).containsExactly(new double[] {1, 3}, within(1e-12));
    assertThat(rows.weights()).containsExactly(1, 1);
  }

  @Test
  void aRegressionTakesIntegersToo() {
    ColumnBatch batch = Rows.of("y", ValueType.INT).add(1L).add(0L).batch();
    assertThat(new LabelReader("y", LOG, Weighting.EVEN).read(batch).labels()).containsExactly(0);
  }

  @Test
  void classesAreFoundByNameOrNumber() {
    LabelReader reader =
        new LabelReader("y", new MultiClass(List.of("b", "7", "-1")), Weighting.EVEN);
    ColumnBatch texts =
        Rows.of("y", ValueType.STRING).add("-1").add("a").add("b").add((Object) null).batch();
    ColumnBatch ints = Rows.of("y", ValueType.INT).add(7L).add(8L).batch();
    ColumnBatch floats =
        Rows.of("y", ValueType.FLOAT).add(-1d).add(7.5).add(Double.NaN).add(7d).batch();
    assertThat(reader.read(texts).labels()).containsExactly(2, 0);
    assertThat(reader.read(ints).labels()).containsExactly(1);
    assertThat(reader.read(floats).labels()).containsExactly(2, 1);
    LabelReader binary = new LabelReader("y", new Binary(), Weighting.EVEN);
    ColumnBatch zero = Rows.of("y", ValueType.FLOAT).add(-0.0).add(1d).add(2d).batch();
    assertThat(binary.read(zero).labels()).containsExactly(0, 1);
  }

  @Test
  void weightsOfColumnAndClassMultiply() {
    Weighting weighting = Weighting.EVEN.withColumn("w").withClasses(Map.of("1", 3.0));
    ColumnBatch batch =
        Rows.of("y", ValueType.INT, "w", ValueType.FLOAT)
            .add(0L, 2d)
            .add(1L, 2d)
            .add(1L, 0d)
            .add(1L, -1d)
            .add(1L, null)
            .add(1L, Double.POSITIVE_INFINITY)
            .batch();
    LabelledRows rows = new LabelReader("y", new Binary(), weighting).read(batch);
    assertThat(rows.weights()).containsExactly(2, 6, 0);
    assertThat(rows.unusable()).isEqualTo(3);
  }

  @Test
  void saysWhichColumnDoesNotFit() {
    LabelReader reader = new LabelReader("y", LOG, Weighting.EVEN);
    assertThatThrownBy(() -> reader.read(Rows.of("y", ValueType.STRING).add("1").batch()))
        .hasMessage("label y: STRING (expected: FLOAT or INT)");
    assertThatThrownBy(() -> reader.read(Rows.of("z", ValueType.FLOAT).add(1d).batch()))
        .hasMessage("column y: absent (expected: in every batch of training rows)");
    LabelReader weighted = new LabelReader("y", LOG, Weighting.EVEN.withColumn("w"));
    ColumnBatch text = Rows.of("y", ValueType.FLOAT, "w", ValueType.STRING).add(1d, "1").batch();
    assertThatThrownBy(() -> weighted.read(text))
        .hasMessage("weight w: STRING (expected: FLOAT or INT)");
  }
}
