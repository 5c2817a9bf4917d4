package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Windows of 100 errors with a variance of 1, half of them of each kind. */
class ErrorHistoryTest {
  private ErrorHistory history = new ErrorHistory();
  private long time;

  @Test
  void namesAStepAndTellsWhereErrorsWent() throws IOException {
    windows(20, 10, 10);
    long onset = time;
    windows(10, 10, 30);
    Origin origin = explain(Alarm.Stage.CONFIRMED, onset).origin();
    assertThat(origin.onset()).isEqualTo(onset);
    assertThat(origin.pattern()).isEqualTo("sudden");
    assertThat(origin.evidence())
        .startsWith("level 10.00 -> 20.00 over 30 windows")
        .endsWith("errors moved from kind_a (50 % to 25 %) to kind_b (50 % to 75 %)");
  }

  @Test
  void aLevelThatComesBackIsRecurring() throws IOException {
    windows(20, 10, 10);
    long first = time;
    windows(10, 20, 20);
    explain(Alarm.Stage.ENDED, first);
    windows(20, 10, 10);
    long second = time;
    windows(10, 20, 20);
    assertThat(explain(Alarm.Stage.CONFIRMED, second).origin().pattern()).isEqualTo("recurring");
  }

  @Test
  void aNewVersionHasNoHistory() throws IOException {
    windows(20, 10, 10);
    history.add(2, time, window(30, 30));
    Origin origin = explain(Alarm.Stage.RAISED, time).origin();
    assertThat(origin.pattern()).isEmpty();
    assertThat(origin.evidence()).isEmpty();
  }

  @Test
  void aVersionThatARollbackBringsBackHasNoHistoryEither() throws IOException {
    history.add(2, time++, window(10, 10));
    windows(20, 10, 10);
    long onset = time;
    windows(10, 10, 30);
    assertThat(explain(Alarm.Stage.CONFIRMED, onset).origin().evidence())
        .startsWith("level 10.00 -> 20.00 over 30 windows");
  }

  @Test
  void sliceNamesMayBeLongerThanAShortText() throws IOException {
    String slice = "x".repeat(70_000);
    history.add(
        1, time++, new ErrorHistory.Window(moments(10), new TreeMap<>(Map.of(slice, moments(10)))));
    windows(20, 10, 10);
  }

  private void windows(int count, double ofA, double ofB) throws IOException {
    for (int i = 0; i < count; i++) {
      history.add(1, time++, window(ofA, ofB));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      history.writeTo(new DataOutputStream(bytes));
      ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
      history = ErrorHistory.readFrom(new DataInputStream(in));
      assertThat(in.available()).isZero();
    }
  }

  private static ErrorHistory.Window window(double ofA, double ofB) {
    ErrorMoments a = moments(ofA);
    ErrorMoments b = moments(ofB);
    return new ErrorHistory.Window(a.plus(b), new TreeMap<>(Map.of("kind_a", a, "kind_b", b)));
  }

  private static ErrorMoments moments(double mean) {
    return new ErrorMoments(50, 50 * mean, 50 * (mean * mean + 1));
  }

  private Alarm explain(Alarm.Stage stage, long onset) {
    return history.explain(
        new Alarm(
            Alarm.Kind.ERROR,
            "error",
            "",
            "cusum",
            stage,
            9,
            8,
            1,
            time - 1,
            time,
            Origin.at(onset, 1),
            true));
  }
}
