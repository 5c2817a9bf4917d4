package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void aNumberIsStandardisedAndAMissingOneIsTheMean() {
    // Of 1, 3, 5, 7: mean 4, deviation √5.
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.FLOAT)
            .add(1d)
            .add(3d)
            .add((Object) null)
            .add(5d)
            .add(7d)
            .add(Double.NaN)
            .batches();
    assertThat(Encoding.encoder(NumberEncoder.class, FeatureSpec.numeric("x"), rows))
        .isEqualTo(
            new NumberEncoder("x", false, 1, 7, 4, 1 / Math.sqrt(5), true, Pooling.NONE, ""));
    float[] expected = {-1.3416f, 0, -0.4472f, 0, 0, 1, 0.4472f, 0, 1.3416f, 0, 0, 1};
    assertThat(Encoding.encode(FeatureSpec.numeric("x"), rows).numbers())
        .containsExactly(expected, within(1e-4f));
  }

  @Test
  void aNumberBeyondTheTailsIsClipped() {
    Rows rows = Rows.of("x", ValueType.INT);
    for (long x = 0; x <= 2000; x++) {
      rows.add(x);
    }
    // 2,001 rows 0..2000: a thousandth of them is 0, 1 and, in part, 2.
    NumberEncoder encoder =
        Encoding.encoder(NumberEncoder.class, FeatureSpec.numeric("x"), rows.batches());
    assertThat(encoder.low()).isEqualTo(2);
    assertThat(encoder.high()).isEqualTo(1998);
    assertThat(encoder.shift()).isEqualTo(1000, within(1e-9));
    assertThat(encoder.indicator()).isFalse();
  }

  @Test
  void theLogarithmTakesNegativesAsZeroAndAConstantIsHarmless() {
    List<ColumnBatch> rows = Rows.of("x", ValueType.FLOAT).add(-5d).add(Math.expm1(2)).batches();
    assertThat(Encoding.encode(FeatureSpec.log("x"), rows).numbers())
        .containsExactly(new float[] {-1, 1}, within(1e-6f));
    List<ColumnBatch> constant = Rows.of("x", ValueType.FLOAT).add(0.1).add(0.1).batches();
    assertThat(Encoding.encode(FeatureSpec.numeric("x"), constant).numbers())
        .containsExactly(new float[] {0, 0}, within(1e-6f));
  }

  @Test
  void aColumnOfTheWrongTypeIsNamed() {
    List<ColumnBatch> rows = Rows.of("x", ValueType.STRING).add("1").batches();
    assertThatThrownBy(() -> Encoding.encode(FeatureSpec.numeric("x"), rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column x: STRING (expected: FLOAT or INT");
    assertThatThrownBy(() -> Encoding.encode(FeatureSpec.numeric("z"), rows))
        .hasMessageStartingWith("column z: absent (expected: ");
  }
}
