package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {

  @Test
  void aNumberIsStandardisedAndAMissingOneIsTheMean() {
    // Of 1, 3, 5, 7: mean 4, deviation √5.
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT)
            .add(1d, 1d)
            .add(3d, 1d)
            .add(null, 1d)
            .add(5d, 1d)
            .add(7d, 1d)
            .add(Double.NaN, 1d)
            .batches();
    NumberEncoder encoder = NumberEncoder.fit(FeatureSpec.numeric("x"), rows);
    assertThat(encoder).isEqualTo(new NumberEncoder("x", false, 1, 7, 4, Math.sqrt(5), true));
    float[] numbers = encode(FeatureSpec.numeric("x"), rows).numbers();
    float[] expected = {-1.3416f, 0, -0.4472f, 0, 0, 1, 0.4472f, 0, 1.3416f, 0, 0, 1};
    assertThat(numbers).containsExactly(expected, within(1e-4f));
  }

  @Test
  void aNumberBeyondTheTailsIsClipped() {
    Rows rows = Rows.of("x", ValueType.INT, "y", ValueType.FLOAT);
    for (long x = 0; x <= 2000; x++) {
      rows.add(x, 1d);
    }
    // 2,001 rows 0..2000: the 0.1 % quantile is row 2, the 99.9 % quantile row 1,998.
    NumberEncoder encoder = NumberEncoder.fit(FeatureSpec.numeric("x"), rows.batches());
    assertThat(encoder.low()).isEqualTo(2);
    assertThat(encoder.high()).isEqualTo(1998);
    assertThat(encoder.mean()).isEqualTo(1000);
    assertThat(encoder.hasMissing()).isFalse();
  }

  @Test
  void theLogarithmTakesNegativesAsZeroAndAConstantIsHarmless() {
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT)
            .add(-5d, 1d)
            .add(Math.expm1(2), 1d)
            .batches();
    assertThat(encode(FeatureSpec.log("x"), rows).numbers())
        .containsExactly(new float[] {-1, 1}, within(1e-6f));
    List<ColumnBatch> constant =
        Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT).add(0.1, 1d).add(0.1, 1d).batches();
    assertThat(encode(FeatureSpec.numeric("x"), constant).numbers())
        .containsExactly(new float[] {0, 0}, within(1e-6f));
  }

  @Test
  void aCategoryIsItsRankMissingOrUnknown() {
    FeatureSpec feature = FeatureSpec.category("c", 2, 0);
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING, "y", ValueType.FLOAT)
            .add("rare", 1d)
            .add("often", 1d)
            .add("some", 1d)
            .add("often", 1d)
            .add("", 1d)
            .add(null, 1d)
            .add("some", 1d)
            .add("often", 1d)
            .batches();
    assertThat(CategoryEncoder.fit(feature, rows).vocabulary()).containsExactly("often", "some");
    assertThat(encode(feature, rows).ids()).containsExactly(1, 2, 3, 2, 0, 0, 3, 2);
  }

  @Test
  void equallyFrequentCategoriesStandInTheOrderOfTheirBytes() {
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING, "y", ValueType.FLOAT)
            .add("b", 1d)
            .add("ß", 1d)
            .add("a", 1d)
            .batches();
    assertThat(encode(FeatureSpec.category("c", 9, 0), rows).ids()).containsExactly(3, 4, 2);
  }

  @Test
  void anIntegerIsACategoryToo() {
    List<ColumnBatch> rows =
        Rows.of("zone", ValueType.INT, "y", ValueType.FLOAT)
            .add(-7L, 1d)
            .add(265L, 1d)
            .add(null, 1d)
            .add(265L, 1d)
            .batches();
    assertThat(encode(FeatureSpec.category("zone", 9, 0), rows).ids()).containsExactly(3, 2, 0, 2);
  }

  @Test
  void timeIsHourAndWeekdayAndTheirAngles() {
    Rows rows = Rows.of("y", ValueType.FLOAT);
    rows.at(Instant.parse("1970-01-01T06:00:00Z").toEpochMilli(), 1d); // Thursday
    rows.at(Instant.parse("2018-01-01T00:05:12Z").toEpochMilli(), 1d); // Monday
    rows.at(Instant.parse("1969-12-28T23:59:59Z").toEpochMilli(), 1d); // Sunday
    EncodedRows encoded = encode(FeatureSpec.cyclicTime(0), rows.batches());
    assertThat(encoded.ids()).containsExactly(6, 3, 0, 0, 23, 6);
    assertThat(encoded.numbers()[0]).isEqualTo(1, within(1e-6f));
    assertThat(encoded.numbers()[1]).isEqualTo(0, within(1e-6f));
    // Thursday 6:00 is 3.25 days into the week.
    assertThat(encoded.numbers()[2])
        .isEqualTo((float) Math.sin(2 * Math.PI * 3.25 / 7), within(1e-6f));
  }

  @Test
  void aColumnOfTheWrongTypeIsNamed() {
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.STRING, "y", ValueType.FLOAT).add("1", 1d).batches();
    assertThatThrownBy(() -> encode(FeatureSpec.numeric("x"), rows))
        .isInstanceOf(UnfitInputException.class)
        .hasMessageStartingWith("column x: STRING (expected: FLOAT or INT");
    assertThatThrownBy(() -> encode(FeatureSpec.numeric("z"), rows))
        .hasMessageStartingWith("column z: absent (expected: ");
  }

  private static EncodedRows encode(FeatureSpec feature, List<ColumnBatch> batches) {
    TrainingSpec spec = TrainingSpec.of(List.of(feature));
    TrainingRows rows = TrainingRows.of(batches, "y", spec);
    try (ServingGraph graph = new ServingGraph(spec, rows.batches())) {
      return graph.encode(rows);
    }
  }
}
