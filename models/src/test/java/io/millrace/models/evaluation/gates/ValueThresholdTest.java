package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.GateResult;
import org.junit.jupiter.api.Test;

class ValueThresholdTest {

  @Test
  void takesBothBoundsAsInclusive() {
    assertThat(threshold(0.2, 0.3).judge(Figured.of("mape", 0.2).against(null)).passed()).isTrue();
    assertThat(threshold(0.2, 0.3).judge(Figured.of("mape", 0.3).against(null)).passed()).isTrue();
    GateResult result = threshold(0.2, 0.3).judge(Figured.of("mape", 0.31).against(null));
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("mape 0.3100 (expected: 0.2000 to 0.3000)");
    assertThat(result.figures()).containsEntry("mape", 0.31).containsEntry("rows", 1000.0);
  }

  @Test
  void refusesWhatWasNotMeasuredOrIsNotDefined() {
    assertThat(threshold(0, 1).judge(Figured.of("mae", 0.5).against(null)).reason())
        .isEqualTo("mape: not measured (expected: a number)");
    assertThat(threshold(0, 1).judge(Figured.of("mape", Double.NaN).against(null)).passed())
        .isFalse();
  }

  @Test
  void judgesEverySliceThatIsLargeEnough() {
    Figured model =
        Figured.of("mape", 0.1)
            .slice("kind", "kind_a", 100, "mape", 0.1)
            .slice("kind", "kind_b", 99, "mape", 9)
            .slice("kind", "kind_c", 100, "mape", 0.5);
    ValueThreshold bySlice = new ValueThreshold("mape", 0, 0.3, "kind", 100, Insufficient.PASS);
    GateResult result = bySlice.judge(model.against(null));
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("kind_c: mape 0.5000 (expected: 0.000 to 0.3000)");
    assertThat(result.figures())
        .containsEntry("kind_a/mape", 0.1)
        .containsEntry("kind_b/rows", 99.0)
        .doesNotContainKey("kind_b/mape");

    model.slice("kind", "kind_c", 100, "mape", 0.2);
    assertThat(bySlice.judge(model.against(null)).passed()).isTrue();
    GateResult strict =
        new ValueThreshold("mape", 0, 0.3, "kind", 100, Insufficient.FAIL)
            .judge(model.against(null));
    assertThat(strict.passed()).isFalse();
    assertThat(strict.reason()).isEqualTo("kind_b: 99 rows, too few to judge");
  }

  @Test
  void refusesASliceThatIsNotThere() {
    GateResult result =
        new ValueThreshold("mape", 0, 1, "kind=z", 0, Insufficient.PASS)
            .judge(Figured.of("mape", 0.1).against(null));
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("slice kind=z: not in the data (expected: rows of it)");
  }

  @Test
  void checksItsParameters() {
    assertThatThrownBy(() -> threshold(2, 1))
        .hasMessage("upper: 1.0 (expected: 2.0, the lower bound, or more)");
    assertThatThrownBy(() -> new ValueThreshold("maep", 0, 1, "", 0, Insufficient.PASS))
        .hasMessageStartingWith("metric: maep");
    assertThatThrownBy(() -> new ValueThreshold("mape", 0, 1, "", -1, Insufficient.PASS))
        .hasMessage("minimumRows: -1 (expected: 0 or more)");
  }

  private static ValueThreshold threshold(double lower, double upper) {
    return new ValueThreshold("mape", lower, upper, "", 100, Insufficient.PASS);
  }
}
