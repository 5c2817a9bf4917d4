package io.millrace.models.drift.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.detectors.ChangeDetectors;
import io.millrace.models.drift.streams.ValueStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
  private static final DriftShape SUDDEN = new DriftShape(DriftShape.Kind.SUDDEN, 5000, 1, 10_000);

  /** MOA's first alarms of the seeds 1000 to 1002 come at 5151, 5151 and 5119. */
  @Test
  void measuresTheDelayOfTheFirstAlarm() {
    Scenario scenario = Scenarios.create("bernoulli:0.1->0.3", SUDDEN);
    DetectionScore score =
        new Simulation(scenario, 3, 1000, 5000, false)
            .run(() -> ChangeDetectors.create("adwin", Map.of("direction", "increase")));
    assertThat(score.delay()).isEqualTo((151 + 151 + 119) / 3.0);
    assertThat(score.drifts()).isEqualTo(3);
    assertThat(score.misses()).isZero();
    assertThat(score.falseAlarms()).isEqualTo(4 + 7 + 3);
  }

  @Test
  void hasNoDriftWhereTheLevelStays() {
    Scenario scenario = Scenarios.create("gaussian:0", SUDDEN);
    assertThat(scenario.drifts()).isEmpty();
  }

  /** After the classes change places a classifier is wrong as often as it was right. */
  @Test
  void aClassifiersErrorsFollowTheConcept() {
    ValueStream errors = Scenarios.create("sine1", SUDDEN).stream().apply(1);
    double before = 0;
    double after = 0;
    double relearnt = 0;
    for (int i = 0; i < 7000; i++) {
      double error = errors.next();
      before += i >= 4000 && i < 5000 ? error : 0;
      after += i >= 5000 && i < 6000 ? error : 0;
      if (i == 6000) {
        errors.changed();
      }
      relearnt += i >= 6100 ? error : 0;
    }
    assertThat(before / 1000).isBetween(0.1, 0.2);
    assertThat(after / 1000).isBetween(0.75, 0.9);
    assertThat(relearnt / 900).isBetween(0.1, 0.25);
  }

  @ParameterizedTest
  @CsvSource({"sea", "stagger", "agrawal", "hyperplane", "random_rbf", "led", "sine2", "mixed"})
  void aClassifierLearnsEveryStream(String name) {
    ValueStream errors = Scenarios.create(name, SUDDEN).stream().apply(1);
    double first = 0;
    double later = 0;
    for (int i = 0; i < 3000; i++) {
      double error = errors.next();
      first += i < 5 ? error : 0;
      later += i >= 1000 ? error : 0;
    }
    assertThat(first).isPositive();
    assertThat(later / 2000).isLessThan(0.45);
  }

  @Test
  void placesTheDriftsOfEachShape() {
    assertThat(drifts(DriftShape.Kind.GRADUAL)).isEqualTo("[TrueDrift[start=900, end=1100]]");
    assertThat(drifts(DriftShape.Kind.INCREMENTAL)).isEqualTo("[TrueDrift[start=1000, end=1200]]");
    assertThat(drifts(DriftShape.Kind.RECURRING))
        .isEqualTo("[TrueDrift[start=1000, end=1000], TrueDrift[start=2000, end=2000]]");
  }

  private static String drifts(DriftShape.Kind kind) {
    return Scenarios.create("gaussian:0->1", new DriftShape(kind, 1000, 200, 2500))
        .drifts()
        .toString();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Scenarios.create("see", SUDDEN))
        .hasMessageStartingWith(
            "stream: see (expected: one of [bernoulli:P->Q, gaussian:M->N, sea");
    assertThatThrownBy(() -> Scenarios.create("bernoulli:0.1->1.3", SUDDEN))
        .hasMessage("level of bernoulli:0.1->1.3: 1.3 (expected: a number in 0.0..1.0)");
    assertThatThrownBy(() -> new DriftShape(DriftShape.Kind.SUDDEN, 10, 1, 10))
        .hasMessage("length: 10 (expected: above at, 10)");
  }
}
