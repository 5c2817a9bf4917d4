package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.fdr.LordPlusPlus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureAlarmsTest {

  /** A PSI by window against a limit of 0.1; R raised, C confirmed, E ended. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0.05 0.2 0.3 0.3 0.3 0.05 0.05, '.R.C.E.', 1 3 0.8 1 0
          0.05 0.2 0.3 0.3 0.3 0.05 0.05, '..R.CE.', 2 4 0.8 1 0
          0.2 0.05 0.2 0.05             , 'RERE'  , 1 3 0.8 1 0
          0.2 0.09 0.2 0.09 0.05        , 'R...E' , 1 3 0.8 1 0
          0.2 0.05 0.2 0.05 0.05        , 'R...E' , 1 3 0.8 2 0
          0.2 0.05 0.2 0.2 0.2          , 'RE..R' , 1 3 0.8 1 2
          0.2 0.2 nan 0.2 0.05          , 'R..CE' , 1 3 0.8 1 0
          """)
  void makesOneAlarmOfOneChange(String values, String stages, String rules) {
    String[] r = rules.split(" ");
    FeatureAlarms alarms =
        new FeatureAlarms(
            new AlarmRules(
                Integer.parseInt(r[0]),
                Integer.parseInt(r[1]),
                2,
                new AlarmRules.Ending(
                    Double.parseDouble(r[2]), Integer.parseInt(r[3]), Integer.parseInt(r[4]))),
            null);
    StringBuilder seen = new StringBuilder();
    for (String value : values.trim().split(" ")) {
      List<FeatureAlarms.Change> changes = alarms.observe(List.of(verdict("f", value, 0)));
      seen.append(changes.isEmpty() ? "." : changes.get(0).stage().name().charAt(0));
    }
    assertThat(seen).hasToString(stages);
  }

  @Test
  void keepsFeaturesSlicesAndMeasuresApart() {
    FeatureAlarms alarms = new FeatureAlarms(AlarmRules.DEFAULT, null);
    assertThat(alarms.observe(List.of(verdict("a", "0.2", 0), verdict("b", "0.01", 0)))).hasSize(1);
    assertThat(alarms.observe(List.of(verdict("a", "0.2", 0), verdict("b", "0.2", 0))))
        .extracting(change -> change.verdict().feature())
        .containsExactly("b");
  }

  @Test
  void takesAnotherMeasureForAnotherChangeOnlyWhereItIsLargeAndLater() {
    FeatureAlarms alarms = new FeatureAlarms(AlarmRules.DEFAULT, null);
    assertThat(alarms.observe(List.of(verdict("f", "0.3", 0), by("ks", "0.4"))))
        .extracting(change -> change.verdict().measure())
        .containsExactly("psi");
    assertThat(alarms.observe(List.of(verdict("f", "0.01", 0), by("ks", "0.01"))))
        .extracting(change -> change.verdict().measure())
        .containsExactly("psi");
    alarms = new FeatureAlarms(AlarmRules.DEFAULT, null);
    assertThat(alarms.observe(List.of(verdict("f", "0.3", 0), by("ks", "0.15")))).hasSize(1);
    assertThat(alarms.observe(List.of(verdict("f", "0.3", 0), by("ks", "0.19")))).isEmpty();
    // The first is confirmed, the second raised.
    assertThat(alarms.observe(List.of(verdict("f", "0.3", 0), by("ks", "0.21"))))
        .extracting(change -> change.verdict().measure())
        .containsExactly("psi", "ks");
  }

  private static FeatureVerdict by(String measure, String value) {
    FeatureVerdict psi = verdict("f", value, 0);
    return new FeatureVerdict(
        "f", "", measure, psi.value(), 0.1, 0.02, 0, 0, 1000, 1000, psi.verdict());
  }

  @Test
  void raisesOnlyWhatFalseDiscoveryControlRejects() {
    FeatureAlarms alarms = new FeatureAlarms(AlarmRules.DEFAULT, new LordPlusPlus(0.05));
    assertThat(alarms.observe(List.of(verdict("f", "0.2", 0.01)))).isEmpty();
    assertThat(alarms.observe(List.of(verdict("f", "0.2", 1e-9)))).hasSize(1);
    // Standing: the p-value is no longer asked for.
    assertThat(alarms.observe(List.of(verdict("f", "0.2", 0.9)))).isEmpty();
    assertThat(alarms.observe(List.of(verdict("f", "0.01", 1)))).hasSize(1);
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    FeatureAlarms whole = new FeatureAlarms(AlarmRules.DEFAULT, new LordPlusPlus(0.05));
    FeatureAlarms parts = new FeatureAlarms(AlarmRules.DEFAULT, new LordPlusPlus(0.05));
    String[] values = {"0.2", "0.2", "0.3", "0.3", "0.01", "0.2", "0.2", "0.01"};
    for (int i = 0; i < 40; i++) {
      List<FeatureVerdict> verdicts = List.of(verdict("f", values[i % 8], i % 3 == 0 ? 1e-9 : 0.3));
      assertThat(parts.observe(verdicts)).isEqualTo(whole.observe(verdicts));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      parts.writeTo(new DataOutputStream(bytes));
      parts =
          FeatureAlarms.readFrom(
              new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
              AlarmRules.DEFAULT);
    }
    byte[] other = {9};
    assertThatThrownBy(
            () ->
                FeatureAlarms.readFrom(
                    new DataInputStream(new ByteArrayInputStream(other)), AlarmRules.DEFAULT))
        .hasMessage("alarms version: 9 (expected: 2)");
  }

  @Test
  void checksItsRules() {
    assertThatThrownBy(() -> new AlarmRules(0, 3, 2, AlarmRules.Ending.AT_ONCE))
        .hasMessage("raiseAfter: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> new AlarmRules(3, 2, 2, AlarmRules.Ending.AT_ONCE))
        .hasMessage("confirmAfter: 2 (expected: raiseAfter or more)");
    assertThatThrownBy(() -> new AlarmRules.Ending(1.1, 1, 0))
        .hasMessage("clearShare: 1.1 (expected: above 0, at most 1)");
  }

  private static FeatureVerdict verdict(String feature, String text, double excess) {
    double value = text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    Verdict verdict =
        Double.isNaN(value)
            ? Verdict.INSUFFICIENT_DATA
            : value > 0.1 ? Verdict.DRIFT : Verdict.NO_DRIFT;
    return new FeatureVerdict(
        feature, "", "psi", value, 0.1, 0.02, excess, excess, 1000, 1000, verdict);
  }
}
