package io.millrace.models.drift;

import static io.millrace.models.drift.Alarm.Stage.CONFIRMED;
import static io.millrace.models.drift.Alarm.Stage.ENDED;
import static io.millrace.models.drift.Alarm.Stage.RAISED;
import static io.millrace.models.drift.Verdict.DRIFT;
import static io.millrace.models.drift.Verdict.INSUFFICIENT_DATA;
import static io.millrace.models.drift.Verdict.NO_DRIFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The error's reference has mean 10; a mean of 50 adds the cap of 3, one of 1 takes it. */
class DriftMonitorTest {
  private static final ErrorMoments REFERENCE = new ErrorMoments(100, 1000, 10_400);
  private static final double BAD = 50;
  private static final double GOOD = 1;

  private DriftMonitor.Settings settings = settings(3, true);
  private DriftMonitor monitor = new DriftMonitor(settings);
  private long window;

  @Test
  void raisesConfirmsAndEndsAFeaturesAlarm() throws IOException {
    assertThat(feature(1, NO_DRIFT)).isEmpty();
    assertThat(feature(1, DRIFT)).containsExactly(RAISED);
    assertThat(feature(1, DRIFT)).isEmpty();
    assertThat(feature(1, DRIFT)).containsExactly(CONFIRMED);
    assertThat(feature(1, DRIFT)).isEmpty();
    assertThat(feature(1, NO_DRIFT)).containsExactly(ENDED);
    assertThat(feature(1, NO_DRIFT)).isEmpty();
    assertThat(feature(1, DRIFT)).containsExactly(RAISED);
  }

  @Test
  void startsCountingAgainAfterAQuietWindow() throws IOException {
    feature(1, DRIFT);
    feature(1, DRIFT);
    feature(1, NO_DRIFT);
    assertThat(feature(1, DRIFT)).containsExactly(RAISED);
    assertThat(feature(1, DRIFT)).isEmpty();
    assertThat(feature(1, DRIFT)).containsExactly(CONFIRMED);
  }

  @Test
  void ignoresWindowsWithInsufficientData() throws IOException {
    assertThat(feature(1, INSUFFICIENT_DATA)).isEmpty();
    feature(1, DRIFT);
    assertThat(feature(1, INSUFFICIENT_DATA)).isEmpty();
    feature(1, DRIFT);
    assertThat(feature(1, INSUFFICIENT_DATA)).isEmpty();
    assertThat(feature(1, DRIFT)).containsExactly(CONFIRMED);
  }

  @Test
  void saysWhatItSaw() {
    List<Alarm> alarms =
        monitor.observeFeatures(
            7, 1000, 2000, List.of(verdict("watched", DRIFT), verdict("other", DRIFT)));
    assertThat(alarms).containsExactly(alarm("watched"), alarm("other"), dataset());
  }

  @Test
  void asksForTrainingWhenATrainingFeatureIsConfirmed() {
    List<FeatureVerdict> both = List.of(verdict("watched", DRIFT), verdict("other", DRIFT));
    monitor.observeFeatures(1, 0, 1, both);
    monitor.observeFeatures(1, 1, 2, both);
    assertThat(monitor.observeFeatures(1, 2, 3, both))
        .extracting(Alarm::subject, Alarm::stage, Alarm::asksForTraining)
        .containsExactly(
            tuple("watched", CONFIRMED, true),
            tuple("other", CONFIRMED, false),
            tuple("dataset", CONFIRMED, false));
  }

  @Test
  void asksAtOnceWhereOneWindowConfirms() {
    monitor = new DriftMonitor(settings(1, true));
    List<FeatureVerdict> drift = List.of(verdict("watched", DRIFT));
    assertThat(monitor.observeFeatures(1, 0, 1, drift))
        .extracting(Alarm::subject, Alarm::stage, Alarm::asksForTraining)
        .containsExactly(tuple("watched", RAISED, true));
    assertThat(monitor.observeFeatures(1, 1, 2, drift)).isEmpty();
  }

  @Test
  void raisesConfirmsAndEndsTheErrorsAlarm() throws IOException {
    assertThat(error(1, BAD)).isEmpty();
    assertThat(error(1, BAD)).isEmpty();
    assertThat(error(1, BAD)).containsExactly(RAISED);
    assertThat(error(1, BAD)).isEmpty();
    assertThat(error(1, BAD)).isEmpty();
    assertThat(error(1, BAD)).containsExactly(CONFIRMED);
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, GOOD)).containsExactly(ENDED);
    assertThat(error(1, GOOD)).isEmpty();
  }

  @Test
  void endsTheErrorsAlarmOnlyAfterConsecutiveQuietWindows() throws IOException {
    raiseError(1);
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, BAD)).isEmpty();
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, GOOD)).containsExactly(ENDED);
  }

  @Test
  void saysWhatTheErrorsSumWas() {
    for (int i = 0; i < 2; i++) {
      monitor.observeError(4, i, i + 1, REFERENCE, window(100, BAD));
    }
    assertThat(monitor.observeError(4, 2, 3, REFERENCE, window(100, BAD)))
        .containsExactly(
            new Alarm(
                Alarm.Kind.ERROR,
                "error",
                "",
                "cusum",
                RAISED,
                9,
                8,
                4,
                2,
                3,
                // From a mean of 10 to one of 50.
                Origin.at(0, 4),
                false));
  }

  @Test
  void aConfirmedErrorAsksForTrainingIfTold() {
    for (boolean told : List.of(true, false)) {
      monitor = new DriftMonitor(settings(3, told));
      List<Alarm> alarms = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        alarms.addAll(monitor.observeError(1, i, i + 1, REFERENCE, window(100, BAD)));
      }
      assertThat(alarms)
          .extracting(Alarm::stage, Alarm::asksForTraining)
          .containsExactly(tuple(RAISED, false), tuple(CONFIRMED, told));
    }
  }

  @Test
  void ignoresErrorsOfTooFewRows() throws IOException {
    error(1, BAD);
    error(1, BAD);
    assertThat(monitor.observeError(1, 0, 1, REFERENCE, window(19, BAD))).isEmpty();
    assertThat(error(1, BAD)).containsExactly(RAISED);
    error(1, GOOD);
    error(1, GOOD);
    assertThat(monitor.observeError(1, 0, 1, REFERENCE, window(19, GOOD))).isEmpty();
    assertThat(error(1, GOOD)).containsExactly(ENDED);
  }

  @Test
  void raisesAnAlarmAfterErrorsThatWereNoNumbers() throws IOException {
    assertThat(error(1, Double.NaN)).isEmpty();
    assertThat(error(1, BAD)).isEmpty();
    assertThat(error(1, BAD)).containsExactly(RAISED);
  }

  @Test
  void startsOverWithANewerVersion() throws IOException {
    feature(1, DRIFT);
    feature(1, DRIFT);
    raiseError(1);
    error(1, BAD);
    error(1, BAD);
    assertThat(feature(2, DRIFT)).containsExactly(RAISED);
    assertThat(feature(2, DRIFT)).isEmpty();
    assertThat(feature(2, DRIFT)).containsExactly(CONFIRMED);
    raiseError(2);
  }

  @Test
  void ignoresLateLabelsOfVersionsThatNoLongerPredict() throws IOException {
    feature(2, DRIFT);
    error(2, BAD);
    error(2, BAD);
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(3, GOOD)).isEmpty();
    assertThat(error(2, BAD)).containsExactly(RAISED);
    feature(2, DRIFT);
    assertThat(feature(2, DRIFT)).containsExactly(CONFIRMED);
    assertThat(monitor.version()).isEqualTo(2);
  }

  @Test
  void startsOverWithTheVersionThatARollbackBringsBack() throws IOException {
    raiseError(4);
    feature(4, DRIFT);
    assertThat(feature(5, DRIFT)).containsExactly(RAISED);
    raiseError(5);
    assertThat(feature(5, DRIFT)).isEmpty();
    // Neither the sum nor the windows of version 5 count for version 4.
    assertThat(feature(4, DRIFT)).containsExactly(RAISED);
    assertThat(monitor.version()).isEqualTo(4);
    raiseError(4);
    assertThat(feature(4, DRIFT)).isEmpty();
    assertThat(feature(4, DRIFT)).containsExactly(CONFIRMED);
  }

  @Test
  void errorsAloneSayWhichVersionIsInUse() throws IOException {
    raiseError(4);
    raiseError(5);
    raiseError(4);
  }

  @Test
  void ofOneWindowTheFirstVersionCounts() {
    List<FeatureVerdict> drift = List.of(verdict("watched", DRIFT));
    assertThat(monitor.observeFeatures(5, 0, 1, drift)).isNotEmpty();
    assertThat(monitor.observeFeatures(4, 0, 1, drift)).isEmpty();
    assertThat(monitor.version()).isEqualTo(5);
  }

  @Test
  void namesMayBeLongerThanAShortText() throws IOException {
    String slice = "x".repeat(70_000);
    FeatureVerdict drift =
        new FeatureVerdict(
            "watched", slice, "psi", 0.5, 0.2, 0, Double.NaN, Double.NaN, 1000, 1000, DRIFT);
    assertThat(monitor.observeFeatures(1, 0, 1, List.of(drift))).hasSize(1);
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 1; i < 4; i++) {
      alarms.addAll(
          monitor.observe(
              Alarm.Kind.ERROR, "error", slice, 1, i, i + 1, REFERENCE, window(100, BAD)));
      restore();
    }
    assertThat(alarms).hasSize(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Alarm alarm = alarms.get(0).with(alarms.get(0).origin().withPattern("sudden", slice));
    alarm.writeTo(new DataOutputStream(bytes));
    assertThat(Alarm.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(alarm);
  }

  @Test
  void refusesAnotherSerialForm() {
    assertThatThrownBy(
            () ->
                DriftMonitor.readFrom(
                    new DataInputStream(new ByteArrayInputStream(new byte[] {1})), settings))
        .isInstanceOf(IOException.class)
        .hasMessage("drift monitor state: version 1 (expected: 3)");
  }

  @Test
  void anErrorsChangeBeganAfterTheLastWindowInWhichTheSumWasZero() throws IOException {
    error(1, GOOD);
    error(1, BAD);
    error(1, GOOD);
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      alarms.addAll(monitor.observeError(1, window, ++window, REFERENCE, window(100, BAD)));
      restore();
    }
    assertThat(alarms)
        .extracting(Alarm::stage, alarm -> alarm.origin().onset())
        .containsExactly(tuple(RAISED, 3L), tuple(CONFIRMED, 3L));
  }

  @Test
  void aFeaturesChangeBeganWithTheFirstOfItsDriftingWindows() throws IOException {
    feature(1, DRIFT);
    feature(1, NO_DRIFT);
    feature(1, DRIFT);
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      alarms.addAll(
          monitor.observeFeatures(1, window, ++window, List.of(verdict("watched", DRIFT))));
      restore();
    }
    assertThat(alarms)
        .filteredOn(alarm -> alarm.subject().equals("watched"))
        .extracting(Alarm::stage, alarm -> alarm.origin().onset())
        .containsExactly(tuple(CONFIRMED, 2L));
  }

  @Test
  void eachSliceOfTheErrorIsASeriesOfItsOwn() {
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (String slice : List.of("kind_a", "kind_b")) {
        alarms.addAll(
            monitor.observe(
                Alarm.Kind.ERROR,
                "error",
                slice,
                1,
                i,
                i + 1,
                REFERENCE,
                window(100, slice.equals("kind_b") ? BAD : 10)));
      }
    }
    assertThat(alarms)
        .extracting(Alarm::slice, Alarm::stage, Alarm::asksForTraining)
        .containsExactly(tuple("kind_b", RAISED, false));
  }

  private static Alarm alarm(String feature) {
    return new Alarm(
        Alarm.Kind.FEATURE,
        feature,
        "",
        "psi",
        RAISED,
        0.5,
        0.2,
        7,
        1000,
        2000,
        Origin.at(1000),
        false);
  }

  private static Alarm dataset() {
    return new Alarm(
        Alarm.Kind.DATASET,
        "dataset",
        "",
        "share",
        RAISED,
        1,
        0.5,
        7,
        1000,
        2000,
        Origin.at(1000),
        false);
  }

  @Test
  void needsAWindowToConfirm() {
    assertThatThrownBy(() -> settings(0, true))
        .hasMessage("confirmAfter: 0 (expected: raiseAfter or more)");
  }

  /** One window of one feature, after which the monitor goes on from its serial form. */
  private List<Alarm.Stage> feature(long version, Verdict verdict) throws IOException {
    List<Alarm> alarms =
        monitor.observeFeatures(version, window, ++window, List.of(verdict("watched", verdict)));
    restore();
    return alarms.stream()
        .filter(alarm -> alarm.kind() == Alarm.Kind.FEATURE)
        .map(Alarm::stage)
        .toList();
  }

  private List<Alarm.Stage> error(long version, double mean) throws IOException {
    List<Alarm> alarms =
        monitor.observeError(version, window, ++window, REFERENCE, window(100, mean));
    restore();
    return alarms.stream().map(Alarm::stage).toList();
  }

  private void raiseError(long version) throws IOException {
    assertThat(error(version, BAD)).isEmpty();
    assertThat(error(version, BAD)).isEmpty();
    assertThat(error(version, BAD)).containsExactly(RAISED);
  }

  @Test
  void goesOnByOtherSettingsFromTheNextWindowOn() throws IOException {
    assertThat(feature(1, DRIFT)).containsExactly(RAISED);
    assertThat(error(1, BAD)).isEmpty();
    // Confirmed by the second window and not by the third; an error's sum of 6 is enough.
    settings = settings(new ErrorCusum(0.2, 3, 6, 20), 2, "none");
    monitor.follow(settings);
    assertThat(feature(1, DRIFT)).containsExactly(CONFIRMED);
    assertThat(error(1, BAD)).containsExactly(RAISED);
    assertThat(error(1, GOOD)).isEmpty();
    assertThat(error(1, GOOD)).containsExactly(ENDED);
  }

  @Test
  void anotherControlOfFalseAlarmsTakesOver() throws IOException {
    List<FeatureVerdict> chance = List.of(excess("watched", 0.9));
    assertThat(monitor.observeFeatures(1, 0, 1, chance)).hasSize(1);
    monitor.observeFeatures(1, 1, 2, List.of(verdict("watched", NO_DRIFT)));
    settings = settings(ErrorCusum.DEFAULT, 3, "lord");
    monitor.follow(settings);
    assertThat(monitor.observeFeatures(1, 2, 3, chance)).isEmpty();
    restore();
    // What it has spent is not forgotten by being told the same again.
    for (int i = 3; i < 100; i++) {
      monitor.follow(settings);
      monitor.observeFeatures(1, i, i + 1, chance);
    }
    monitor.follow(settings);
    List<FeatureVerdict> likely = List.of(excess("watched", 0.001));
    assertThat(monitor.observeFeatures(1, 100, 101, likely)).isEmpty();
    settings = settings(ErrorCusum.DEFAULT, 3, "addis");
    monitor.follow(settings);
    assertThat(monitor.observeFeatures(1, 101, 102, likely)).hasSize(1);
  }

  /** A drift that chance alone gives with this probability, where nothing has changed enough. */
  private static FeatureVerdict excess(String feature, double p) {
    return new FeatureVerdict(feature, "", "psi", 0.5, 0.2, 0, Double.NaN, p, 1000, 1000, DRIFT);
  }

  private static DriftMonitor.Settings settings(
      ErrorCusum error, int confirmations, String control) {
    return new DriftMonitor.Settings(
        error,
        new AlarmRules(1, confirmations, 2, AlarmRules.Ending.AT_ONCE),
        control,
        0.05,
        DatasetRule.DEFAULT,
        Set.of("watched"),
        true);
  }

  private void restore() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    monitor.writeTo(new DataOutputStream(bytes));
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    monitor = DriftMonitor.readFrom(new DataInputStream(in), settings);
    assertThat(in.available()).isZero();
  }

  private static FeatureVerdict verdict(String feature, Verdict verdict) {
    double value = verdict == DRIFT ? 0.5 : 0.1;
    return new FeatureVerdict(feature, "psi", value, 0.2, 1000, 1000, verdict);
  }

  private static ErrorMoments window(long rows, double mean) {
    return new ErrorMoments(rows, rows * mean, 0);
  }

  private static DriftMonitor.Settings settings(int confirmations, boolean trainOnError) {
    return new DriftMonitor.Settings(
        new ErrorCusum(0.2, 3, 8, 20), confirmations, Set.of("watched"), trainOnError);
  }
}
