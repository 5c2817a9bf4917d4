package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetRuleTest {
  private static final List<FeatureVerdict> VERDICTS =
      List.of(
          verdict("a", "", Verdict.DRIFT),
          verdict("a", "", Verdict.NO_DRIFT),
          verdict("b", "", Verdict.NO_DRIFT),
          verdict("c", "", Verdict.NO_DRIFT),
          verdict("c", "vendor_1", Verdict.DRIFT),
          verdict("d", "", Verdict.INSUFFICIENT_DATA));

  @Test
  void countsFeaturesOnceWhateverTheMeasure() {
    DatasetRule.Outcome outcome = DatasetRule.DEFAULT.judge(VERDICTS);
    assertThat(outcome).isEqualTo(new DatasetRule.Outcome(1 / 3.0, 1, 3, Verdict.NO_DRIFT));
    assertThat(new DatasetRule(1 / 3.0, Map.of()).judge(VERDICTS).verdict())
        .isEqualTo(Verdict.DRIFT);
  }

  @Test
  void weighsFeatures() {
    DatasetRule.Outcome outcome = new DatasetRule(0.5, Map.of("a", 3.0, "b", 0.0)).judge(VERDICTS);
    assertThat(outcome).isEqualTo(new DatasetRule.Outcome(0.75, 1, 3, Verdict.DRIFT));
  }

  @Test
  void hasNoVerdictWithoutAny() {
    assertThat(DatasetRule.DEFAULT.judge(List.of()).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThatThrownBy(() -> new DatasetRule(0, Map.of()))
        .hasMessage("share: 0.0 (expected: above 0, at most 1)");
  }

  private static FeatureVerdict verdict(String feature, String slice, Verdict verdict) {
    return new FeatureVerdict(feature, slice, "psi", 0, 0, 0, 1, 1, 9, 9, verdict);
  }
}
