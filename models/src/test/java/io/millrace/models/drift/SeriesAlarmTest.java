package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.SeriesAlarm.Change;
import io.millrace.models.drift.detectors.ChangeDetectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a CUSUM with mean 0 and deviation 1, to which each value of 2 adds 1.5 until it passes 10. */
class SeriesAlarmTest {
  private final List<String> seen = new ArrayList<>();
  private SeriesAlarm alarm =
      new SeriesAlarm(ChangeDetectors.create("cusum", Map.of("mean", 0, "deviation", 1)));
  private long time;

  @Test
  void isRaisedAtItsOnsetAndEndsWhenTheLevelIsBack() {
    take(100, 0);
    take(7, 2);
    assertThat(seen).containsExactly("RAISED at 106 since 100: 0.0 to 2.0");
    take(29, 0);
    assertThat(seen).hasSize(1);
    take(1, 0);
    assertThat(seen).last().isEqualTo("ENDED at 136 since 100: 0.0 to 0.0");
    take(200, 0);
    assertThat(seen).hasSize(2);
  }

  @Test
  void isConfirmedWhileItStands() {
    take(100, 0);
    take(60, 2);
    // After a change this detector wants 30 values before the next.
    assertThat(seen)
        .containsExactly(
            "RAISED at 106 since 100: 0.0 to 2.0", "CONFIRMED at 136 since 100: 0.0 to 2.0");
  }

  @Test
  void isConfirmedAtTheEndOfAWindowOfEnoughValues() {
    // With this allowance a value of 2 adds 1, and one of 1.25 a quarter: too little to signal.
    alarm =
        new SeriesAlarm(
            ChangeDetectors.create("cusum", Map.of("mean", 0, "deviation", 1, "allowance", 1)));
    take(100, 0);
    take(11, 2);
    take(29, 1.25);
    assertThat(seen).containsExactly("RAISED at 110 since 100: 0.0 to 2.0");
    take(1, 1.25);
    assertThat(seen).last().isEqualTo("CONFIRMED at 140 since 100: 0.0 to 1.25");
    take(30, 0.5);
    assertThat(seen).last().isEqualTo("ENDED at 170 since 100: 0.0 to 0.5");
  }

  @Test
  void goesOnWhereTheWrittenOneStopped() throws IOException {
    take(100, 0);
    take(5, 2);
    alarm = copy(alarm);
    take(2, 2);
    alarm = copy(alarm);
    take(30, 0);
    assertThat(seen)
        .containsExactly(
            "RAISED at 106 since 100: 0.0 to 2.0", "ENDED at 136 since 100: 0.0 to 0.0");
  }

  @Test
  void comparesTheNextChangeWithTheLevelThatIsBack() {
    take(100, 0);
    take(7, 2);
    take(30, 0);
    take(70, 0);
    take(7, 2);
    assertThat(seen).hasSize(3).last().asString().startsWith("RAISED at 213 since 207: ");
    // A value or two of the first change may be among those before, not seven.
    assertThat(Double.parseDouble(seen.get(2).split("[: ]+")[5])).isBetween(0.0, 0.04);
    assertThat(new Change(Alarm.Stage.RAISED, 0, 2, 3).size()).isEqualTo(0.5);
  }

  /** A window of so many values. */
  private void take(int values, double value) {
    for (int i = 0; i < values; i++) {
      tell(alarm.observe(time++, value, value));
    }
    tell(alarm.endWindow());
  }

  private void tell(@Nullable Change change) {
    if (change != null) {
      seen.add(
          change.stage()
              + " at "
              + (time - 1)
              + " since "
              + change.onset()
              + ": "
              + change.before()
              + " to "
              + change.after());
    }
  }

  private static SeriesAlarm copy(SeriesAlarm alarm) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    alarm.writeTo(new DataOutputStream(bytes));
    return SeriesAlarm.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
