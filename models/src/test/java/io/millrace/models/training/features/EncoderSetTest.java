package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.training.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderSetTest {

  @Test
  void jsonIsReadableAndKeepsEveryDigit() {
    NumberEncoder encoder =
        new NumberEncoder("x", false, 0.1 + 0.2, 1e-300, 1 / 3.0, 7, true, Pooling.NONE, "");
    EncoderSet encoders =
        new EncoderSet(List.of(new EncoderSet.Fitted(FeatureSpec.numeric("x"), encoder)));
    assertThat(encoders.toJson())
        .isEqualTo(
            """
            {"version":1,"features":[{"name":"x","columns":["x"],"transform":"standardize",\
            "parameters":{"clip":0.001,"missing":"WHEN_SEEN","pool":"NONE","weights":""},\
            "encoder":{"column":"x","logarithm":false,"low":0.30000000000000004,"high":1.0E-300,\
            "shift":0.3333333333333333,"scale":7.0,"indicator":true,"pooling":"NONE",\
            "weights":""}}]}\
            """);
    assertThat(EncoderSet.fromJson(encoders.toJson())).isEqualTo(encoders);
  }

  @Test
  void refusesWhatIsNoEncoderSet() {
    assertThatThrownBy(() -> EncoderSet.fromJson("{\"version\":2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("encoders version: 2 (expected: 1)");
    assertThatThrownBy(() -> EncoderSet.fromJson("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("encoders: ");
    assertThatThrownBy(
            () -> EncoderSet.fromJson("{\"version\":1,\"features\":[{\"transform\":\"sqrt\"}]}"))
        .hasMessageStartingWith("transform: sqrt (expected: one of [");
  }

  @Test
  void namesEveryColumnThatDoesNotSuit() {
    List<FeatureSpec> features =
        List.of(
            FeatureSpec.numeric("c"), FeatureSpec.category("x", 9, 0), FeatureSpec.log("absent"));
    var rows = Rows.of("x", ValueType.FLOAT, "c", ValueType.STRING).add(1d, "a").batches();
    assertThatThrownBy(() -> Encoding.fit(features, rows))
        .hasMessage(
            """
            column c: STRING (expected: FLOAT or INT)
            column x: FLOAT (expected: STRING, or INT that the statistics' schema calls categorical)
            column absent: absent (expected: in the training rows)\
            """);
  }

  @Test
  void featuresHaveNamesOfTheirOwn() {
    var rows = Rows.of("x", ValueType.FLOAT).add(1d).batches();
    assertThatThrownBy(
            () -> Encoding.fit(List.of(FeatureSpec.log("x"), FeatureSpec.numeric("x")), rows))
        .hasMessage("feature: x (expected: named once)");
  }

  @Test
  void onlyWhatIsLookedUpIsCountedValueByValue() {
    List<FeatureSpec> features =
        List.of(
            new FeatureSpec("f", List.of("a", "b", "event_time"), new Cross()),
            FeatureSpec.category("b", 9, 0),
            FeatureSpec.of("h", new Hash()));
    DatasetStatistics statistics =
        new DatasetStatistics(FeatureEncoders.statisticsOptions(features));
    statistics.add(
        Rows.of("a", ValueType.STRING, "b", ValueType.INT, "h", ValueType.STRING)
            .add("x", 1L, "y")
            .batch());
    ColumnFigures figures = new ColumnFigures(statistics);
    assertThat(figures.of("a").strings()).isNull();
    assertThat(figures.of("b").strings()).isNotNull();
    assertThat(figures.find("h")).isNull();
  }
}
