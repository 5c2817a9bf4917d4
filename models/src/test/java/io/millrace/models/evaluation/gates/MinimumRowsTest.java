package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.GateResult;
import org.junit.jupiter.api.Test;

class MinimumRowsTest {

  @Test
  void countsRowsWithAFiniteLabel() {
    double[] labels = {1, Double.NaN, 0, Double.POSITIVE_INFINITY};
    Candidates candidates = Candidates.of(labels, new double[4], null);
    assertThat(new MinimumRows(2).judge(candidates).passed()).isTrue();
    GateResult result = new MinimumRows(3).judge(candidates);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("2 labelled rows (expected: at least 3)");
  }

  @Test
  void checksItsParameter() {
    assertThatThrownBy(() -> new MinimumRows(0)).hasMessage("rows: 0 (expected: at least 1)");
  }
}
