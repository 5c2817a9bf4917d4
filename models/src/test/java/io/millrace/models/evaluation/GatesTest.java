package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.gates.BetterThanChampion;
import io.millrace.models.evaluation.gates.MaximumError;
import io.millrace.models.evaluation.gates.MinimumRows;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatesTest {

  @Test
  void listsGatesAndTheirParameters() {
    assertThat(Gates.available()).containsKeys("BetterThanChampion", "MaximumError", "MinimumRows");
    assertThat(Gates.parameters(new BetterThanChampion()))
        .containsExactly("minimumImprovement", "confidence");
  }

  @Test
  void buildsByNameAndKeepsDefaults() {
    assertThat(Gates.create("MinimumRows", Map.of())).isEqualTo(new MinimumRows());
    assertThat(Gates.create("MinimumRows", Map.of("rows", 7))).isEqualTo(new MinimumRows(7));
    assertThat(Gates.create("better_than_champion", Map.of("minimum_improvement", 0.2)))
        .isEqualTo(new BetterThanChampion(0.2, 0.99));
    assertThat(Gates.create("BetterThanChampion", Map.of("minimum", 0.2)))
        .isEqualTo(new BetterThanChampion(0.2, 0.99));
    assertThat(Gates.create("MaximumError", Map.of("metric", "mae", "bound", 180)))
        .isEqualTo(new MaximumError("mae", 180));
  }

  @Test
  void namesTheChoicesForWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Gates.create("BetterThanChampio", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "gate: BetterThanChampio (expected: one of [BetterThanChampion, ChangeThreshold,");
    assertThatThrownBy(() -> Gates.create("MaximumError", Map.of("bond", 1)))
        .hasMessage("MaximumError.bond: unknown parameter (expected: one of [metric, bound])");
  }

  @Test
  void saysWhichValueIsWrong() {
    assertThatThrownBy(() -> Gates.create("BetterThanChampion", Map.of("confidence", 1.5)))
        .hasMessage("BetterThanChampion.confidence: 1.5 (expected: above 0.5, below 1)");
    assertThatThrownBy(() -> Gates.create("MaximumError", Map.of("metric", "MEA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "MaximumError.metric: mea (expected: one of absolute_bias, accuracy,");
    assertThatThrownBy(() -> Gates.create("MinimumRows", Map.of("rows", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MinimumRows.rows: many (expected: a value of type long)");
    assertThatThrownBy(() -> Gates.create("MinimumRows", Map.of("rows", 1.5)))
        .hasMessage("MinimumRows.rows: 1.5 (expected: a value of type long)");
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("rows", null);
    assertThatThrownBy(() -> Gates.create("MinimumRows", nothing))
        .hasMessage("MinimumRows.rows: null (expected: a value of type long)");
  }
}
