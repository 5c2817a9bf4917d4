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

  @Test
  void withoutClippingTheMomentsAreExactAndInfinitiesBecomeNumbers() {
    // Mean 2.5, population deviation √1.25, both of the finite numbers.
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.FLOAT)
            .add(1d)
            .add(2d)
            .add(3d)
            .add(4d)
            .add(Double.POSITIVE_INFINITY)
            .add(Double.NEGATIVE_INFINITY)
            .batches();
    FeatureSpec feature = FeatureSpec.of("x", new Standardize(0, Missing.NEVER, Pooling.NONE, ""));
    float[] numbers = Encoding.encode(feature, rows).numbers();
    assertThat(numbers).hasSize(6);
    assertThat(new float[] {numbers[0], numbers[3]})
        .containsExactly(new float[] {-1.341641f, 1.341641f}, within(1e-5f));
    assertThat(numbers[4]).isFinite().isGreaterThan(1e5f);
    assertThat(numbers[5]).isFinite().isLessThan(-1e5f);
  }

  @Test
  void minMaxIsFromZeroToOneAndClipsBeyond() {
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.INT).add(10L).add(15L).add(30L).add((Object) null).batches();
    EncoderSet encoders = Encoding.fit(List.of(FeatureSpec.of("x", new MinMax())), rows);
    ColumnBatch served =
        Rows.of("x", ValueType.INT).add(10L).add(15L).add(99L).add((Object) null).batch();
    assertThat(Encoding.encode(encoders, List.of(served)).numbers())
        .containsExactly(new float[] {0, 0, 0.25f, 0, 1, 0, 0, 1}, within(1e-6f));
  }

  @Test
  void missingNumbersAreToldWhenWanted() {
    List<ColumnBatch> whole = Rows.of("x", ValueType.FLOAT).add(1d).add(3d).batches();
    ColumnBatch missing = Rows.of("x", ValueType.FLOAT).add((Object) null).batch();
    assertThat(encode(Missing.WHEN_SEEN, whole, missing)).containsExactly(0);
    assertThat(encode(Missing.ALWAYS, whole, missing)).containsExactly(0, 1);
    assertThat(encode(Missing.NEVER, List.of(missing), missing)).containsExactly(0);
    assertThat(encode(Missing.WHEN_SEEN, List.of(missing), missing)).containsExactly(0, 1);
  }

  private static float[] encode(Missing missing, List<ColumnBatch> fitted, ColumnBatch rows) {
    FeatureSpec feature = FeatureSpec.of("x", new Standardize(0.1, missing, Pooling.NONE, ""));
    return Encoding.encode(Encoding.fit(List.of(feature), fitted), List.of(rows)).numbers();
  }

  @Test
  void bucketsAreAsFullAsEachOther() {
    // Quartiles of 1..8 begin at the second, fourth and sixth value.
    Rows rows = Rows.of("x", ValueType.FLOAT);
    for (int x = 1; x <= 8; x++) {
      rows.add((double) x);
    }
    FeatureSpec feature = FeatureSpec.of("x", new Buckets(4, 0, Pooling.NONE, ""));
    EncoderSet encoders = Encoding.fit(List.of(feature), rows.batches());
    ColumnBatch served =
        Rows.of("x", ValueType.FLOAT)
            .add(-7d)
            .add(2d)
            .add(3.9)
            .add(4d)
            .add(6d)
            .add(99d)
            .add(Double.NaN)
            .add((Object) null)
            .add(Double.NEGATIVE_INFINITY)
            .add(Double.POSITIVE_INFINITY)
            .batch();
    assertThat(Encoding.encode(encoders, List.of(served)).ids())
        .containsExactly(1, 2, 2, 3, 4, 4, 0, 0, 1, 4);
  }

  @Test
  void bucketsOfRepeatedValuesAreFewer() {
    Rows rows = Rows.of("x", ValueType.INT);
    for (long x = 0; x < 100; x++) {
      rows.add(x < 80 ? 0L : 5L);
    }
    FeatureSpec feature = FeatureSpec.of("x", new Buckets());
    Buckets.Encoder encoder = Encoding.encoder(Buckets.Encoder.class, feature, rows.batches());
    assertThat(encoder.boundaries().values()).containsExactly(5f);
  }

  @Test
  void aColumnOfIntegersIsANumberAndACategoryAtOnce() {
    List<ColumnBatch> rows =
        Rows.of("n", ValueType.INT).add(1L).add(3L).add(3L).add((Object) null).batches();
    List<FeatureSpec> features =
        List.of(
            FeatureSpec.of("n", new MinMax()),
            new FeatureSpec("n again", List.of("n"), new Vocabulary(9, 0)));
    EncodedRows encoded = Encoding.encode(Encoding.fit(features, rows), rows);
    assertThat(encoded.numbers()).containsExactly(0, 0, 1, 0, 1, 0, 0, 1);
    assertThat(encoded.ids()).containsExactly(3, 2, 2, 0);
  }
}
