package io.millrace.transforms.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.Alarm;
import io.millrace.transforms.drift.MonitoredWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetrainingPolicyTest {
  private final RetrainingPolicy policy = new RetrainingPolicy(Duration.ofMillis(30));

  @Test
  void withoutAnAlarmNothingIsDue() {
    assertThat(policy.observe(Windows.error(1, 10))).isEmpty();
    assertThat(policy.undecided(Windows.error(1, 10)))
        .isEqualTo(new Decision(10, Decision.Outcome.NOTHING, "", 0));
  }

  @Test
  void anAlarmThatAsksForNothingIsNotDue() {
    MonitoredWindow window = Windows.feature(1, 10, Windows.alarm("size", 1, 10, false));
    assertThat(policy.observe(window)).isEmpty();
    assertThat(policy.observe(Windows.error(1, 10))).isEmpty();
  }

  @Test
  void aFeatureAlarmWaitsForTheExamplesOfItsWindow() {
    Alarm alarm = Windows.alarm("size", 1, 20, true);
    assertThat(policy.observe(Windows.feature(1, 20, alarm))).isEmpty();
    assertThat(policy.observe(Windows.error(1, 10))).isEmpty();
    assertThat(policy.undecided(Windows.error(1, 10)))
        .isEqualTo(new Decision(10, Decision.Outcome.WAIT, alarm.describe(), 0));
    assertThat(policy.observe(Windows.error(1, 20))).contains(alarm);
  }

  @Test
  void anErrorAlarmIsDueAtOnce() {
    Alarm alarm = Windows.alarm("error", 1, 10, true);
    assertThat(policy.observe(Windows.error(1, 10, alarm))).contains(alarm);
  }

  @Test
  void theNextRequestWaitsForTheCooldown() {
    policy.observe(Windows.error(1, 10, Windows.alarm("error", 1, 10, true)));
    policy.requested(Windows.error(1, 10));
    Alarm second = Windows.alarm("error", 1, 20, true);
    assertThat(policy.observe(Windows.error(1, 20, second))).isEmpty();
    assertThat(policy.observe(Windows.error(1, 30))).isEmpty();
    assertThat(policy.observe(Windows.error(1, 40))).contains(second);
  }

  @Test
  void ofSeveralThatWaitTheFirstCounts() {
    Alarm first = Windows.alarm("size", 1, 10, true);
    policy.observe(Windows.feature(1, 10, first));
    policy.observe(Windows.feature(1, 20, Windows.alarm("kind", 1, 20, true)));
    assertThat(policy.observe(Windows.error(1, 20))).contains(first);
  }

  @Test
  void aNewVersionEndsTheWaiting() {
    policy.observe(Windows.feature(1, 10, Windows.alarm("size", 1, 10, true)));
    assertThat(policy.observe(Windows.error(2, 10))).isEmpty();
    assertThat(policy.undecided(Windows.error(2, 10)).outcome())
        .isEqualTo(Decision.Outcome.NOTHING);
  }

  @Test
  void goesOnWhereItStopped() throws Exception {
    Alarm alarm = Windows.alarm("size", 3, 20, true);
    policy.observe(Windows.error(3, 5, Windows.alarm("error", 3, 5, true)));
    policy.requested(Windows.error(3, 5));
    policy.observe(Windows.feature(3, 20, alarm));
    RetrainingPolicy again = read(write(policy));
    assertThat(again.observe(Windows.error(2, 34))).isEmpty();
    assertThat(again.observe(Windows.error(3, 35))).contains(alarm);
    assertThat(read(write(new RetrainingPolicy(Duration.ZERO))).observe(Windows.error(1, 1)))
        .isEmpty();
  }

  @Test
  void refusesAnotherForm() {
    assertThatThrownBy(() -> read(new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessage("retraining policy state: version 9 (expected: 1)");
  }

  private static byte[] write(RetrainingPolicy policy) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    policy.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static RetrainingPolicy read(byte[] bytes) throws IOException {
    return RetrainingPolicy.readFrom(
        new DataInputStream(new ByteArrayInputStream(bytes)), Duration.ofMillis(30));
  }
}
