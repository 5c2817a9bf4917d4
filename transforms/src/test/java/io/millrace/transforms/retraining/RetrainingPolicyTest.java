package io.millrace.transforms.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TriggerKind;
import io.millrace.transforms.drift.MonitoredWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows are ten milliseconds long and hold a hundred labelled examples. */
class RetrainingPolicyTest {
  private static final PolicySettings ALARMS =
      PolicySettings.onAlarms(Duration.ofMillis(1000), Duration.ofMillis(30));

  private PolicySettings settings = ALARMS;
  private @Nullable RetrainingPolicy policy;

  @Test
  void withoutAnAlarmNothingIsDue() throws IOException {
    assertThat(observe(Windows.error(1, 10))).isEqualTo("");
  }

  @Test
  void anAlarmThatAsksForNothingIsNotDue() throws IOException {
    assertThat(observe(Windows.feature(1, 10, Windows.alarm("size", 1, 10, false)))).isEmpty();
    assertThat(observe(Windows.error(1, 10))).isEmpty();
  }

  @Test
  void aFeatureAlarmWaitsForTheExamplesOfItsWindow() throws IOException {
    Alarm alarm = Windows.alarm("size", 1, 20, true);
    assertThat(observe(Windows.feature(1, 20, alarm))).isEmpty();
    assertThat(observe(Windows.error(1, 10))).isEmpty();
    assertThat(observe(Windows.error(1, 20))).isEqualTo("DRIFT " + alarm.describe());
  }

  @Test
  void theNextRequestWaitsForTheCooldown() throws IOException {
    assertThat(observe(Windows.error(1, 10, Windows.alarm("error", 1, 10, true))))
        .startsWith("QUALITY");
    Alarm second = Windows.alarm("error", 1, 20, true);
    assertThat(observe(Windows.error(1, 20, second)))
        .isEqualTo("waits for the cooldown until 1970-01-01T00:00:00.040Z");
    assertThat(observe(Windows.error(1, 30))).startsWith("waits");
    assertThat(observe(Windows.error(1, 40))).isEqualTo("QUALITY " + second.describe());
  }

  @Test
  void goesOnByOtherSettingsWithWhatWaits() throws IOException {
    observe(Windows.error(1, 10, Windows.alarm("error", 1, 10, true)));
    Alarm second = Windows.alarm("error", 1, 20, true);
    assertThat(observe(Windows.error(1, 20, second))).startsWith("waits for the cooldown");
    // A cooldown of a fifth of that, and half of the data.
    policy().follow(PolicySettings.onAlarms(Duration.ofMillis(500), Duration.ofMillis(6)));
    Wish wish = Objects.requireNonNull(policy().observe(Windows.error(1, 30)).due());
    assertThat(wish.cause().reason()).isEqualTo(second.describe());
    assertThat(wish.window()).isEqualTo(new DataWindow(at(-470), at(30)));
  }

  @Test
  void ofSeveralThatWaitTheFirstCounts() throws IOException {
    Alarm first = Windows.alarm("size", 1, 10, true);
    observe(Windows.feature(1, 10, first));
    observe(Windows.feature(1, 20, Windows.alarm("kind", 1, 20, true)));
    assertThat(observe(Windows.error(1, 20))).isEqualTo("DRIFT " + first.describe());
    assertThat(observe(Windows.error(1, 60))).isEmpty();
  }

  @Test
  void aDetectorsAlarmOnTheErrorAsksLikeAnyOther() throws IOException {
    Alarm alarm = change("adwin", Alarm.Stage.RAISED);
    assertThat(observe(changes(alarm))).isEmpty();
    assertThat(observe(Windows.error(1, 20))).isEqualTo("QUALITY " + alarm.describe());
  }

  @Test
  void whatPredictionsAndDetectorsSayOfAWindowCountsTheSameInWhateverOrderTheyCome()
      throws IOException {
    Alarm waiting = change("adwin", Alarm.Stage.RAISED);
    Alarm another = change("ddm", "error", Alarm.Stage.RAISED, 1, 30);
    Alarm again = change("adwin", "error", Alarm.Stage.RAISED, 1, 30);
    Alarm ofTheNext = change("adwin", "error", Alarm.Stage.RAISED, 2, 30);
    Alarm column = change("adwin", "size", Alarm.Stage.RAISED, 1, 30);
    Alarm drift = Windows.alarm("size", 2, 30, true);
    MonitoredWindow end = changes(change("adwin", "error", Alarm.Stage.ENDED, 1, 30));
    assertInAnyOrder(waiting, "", Windows.feature(1, 30), end);
    assertInAnyOrder(
        waiting, "QUALITY " + another.describe(), Windows.feature(1, 30), end, changes(another));
    assertInAnyOrder(
        waiting, "QUALITY " + waiting.describe(), Windows.feature(1, 30), changes(again));
    // Another version is in use.
    assertInAnyOrder(waiting, "", Windows.feature(2, 30), changes(another), changes(again));
    assertInAnyOrder(
        waiting, "QUALITY " + ofTheNext.describe(), Windows.feature(2, 30), changes(ofTheNext));
    assertInAnyOrder(
        waiting, "DRIFT " + drift.describe(), Windows.feature(2, 30, drift), changes(column));
    assertInAnyOrder(
        null, "QUALITY " + another.describe(), Windows.feature(1, 30), changes(another));
  }

  /** What is decided in the window until 30, where something of the one before may wait. */
  private void assertInAnyOrder(@Nullable Alarm waiting, String decided, MonitoredWindow... windows)
      throws IOException {
    List<MonitoredWindow> given = List.of(windows);
    for (int shift = 0; shift < given.size(); shift++) {
      for (boolean reversed : new boolean[] {false, true}) {
        List<MonitoredWindow> order = new ArrayList<>(given);
        Collections.rotate(order, shift);
        if (reversed) {
          Collections.reverse(order);
        }
        policy = null;
        if (waiting != null) {
          observe(Windows.feature(1, 20));
          // The examples are not there yet.
          observe(Windows.error(1, 10));
          observe(changes(waiting));
        }
        for (MonitoredWindow window : order) {
          assertThat(observe(window)).isEmpty();
        }
        long version = given.get(0).version();
        assertThat(observe(Windows.error(version, 30))).as("%s", order).isEqualTo(decided);
      }
    }
  }

  @Test
  void anAlarmOfAWindowThatLedToARequestAsksForNoOther() throws IOException {
    Alarm alarm = Windows.alarm("error", 1, 20, true);
    assertThat(observe(Windows.error(1, 20, alarm))).isEqualTo("QUALITY " + alarm.describe());
    assertThat(observe(changes(change("adwin", Alarm.Stage.RAISED)))).isEmpty();
    assertThat(observe(Windows.error(1, 100))).isEmpty();
  }

  @Test
  void theEndOfADetectorsAlarmIsThatOfNoOther() throws IOException {
    observe(changes(change("adwin", Alarm.Stage.RAISED)));
    observe(changes(change("ddm", Alarm.Stage.ENDED)));
    observe(Windows.error(1, 10));
    assertThat(observe(Windows.error(1, 20))).startsWith("QUALITY error: ADWIN");
    observe(changes(change("adwin", Alarm.Stage.RAISED)));
    observe(changes(change("adwin", Alarm.Stage.ENDED)));
    assertThat(observe(Windows.error(1, 100))).isEmpty();
  }

  /** An alarm of a detector that is shown the error. */
  private static Alarm change(String detector, Alarm.Stage stage) {
    return change(detector, "error", stage, 1, 20);
  }

  private static Alarm change(
      String detector, String subject, Alarm.Stage stage, long version, long end) {
    return new Alarm(
        Alarm.Kind.CHANGE,
        subject,
        "",
        detector,
        stage,
        0.5,
        0.25,
        version,
        end - 10,
        end,
        Origin.at(end - 5),
        stage == Alarm.Stage.RAISED);
  }

  private static MonitoredWindow changes(Alarm alarm) {
    return new MonitoredWindow(
        Alarm.Kind.CHANGE,
        alarm.version(),
        alarm.windowStart(),
        alarm.windowEnd(),
        100,
        List.of(alarm));
  }

  @Test
  void aNewVersionEndsTheWaiting() throws IOException {
    observe(Windows.feature(1, 10, Windows.alarm("size", 1, 10, true)));
    observe(Windows.feature(2, 20));
    assertThat(observe(Windows.error(2, 20))).isEmpty();
  }

  @Test
  void aRollbackEndsTheWaitingToo() throws IOException {
    observe(Windows.feature(5, 10, Windows.alarm("size", 5, 10, true)));
    observe(Windows.feature(4, 20));
    assertThat(observe(Windows.error(4, 20))).isEmpty();
    Alarm alarm = Windows.alarm("size", 4, 30, true);
    observe(Windows.feature(4, 30, alarm));
    // Late labels of the version that was rolled back end nothing.
    assertThat(observe(Windows.error(5, 30))).isEqualTo("DRIFT " + alarm.describe());
  }

  @Test
  void aDetectorThatSpeaksOfAVersionNoLongerInUseAsksForNothing() throws IOException {
    observe(Windows.feature(2, 20));
    observe(changes(change("adwin", Alarm.Stage.RAISED)));
    assertThat(observe(Windows.error(2, 20))).isEmpty();
  }

  @Test
  void whatEndsLeavesTheOthersWaiting() throws IOException {
    Alarm size = Windows.alarm("size", 1, 10, true);
    Alarm kind = Windows.alarm("kind", 1, 20, true);
    observe(Windows.feature(1, 10, size));
    observe(Windows.feature(1, 20, kind));
    observe(Windows.feature(1, 30, ended(size)));
    assertThat(observe(Windows.error(1, 30))).isEqualTo("DRIFT " + kind.describe());
  }

  @Test
  void theEndOfWhatAnotherMeasureSawIsNotTheAlarmsEnd() throws IOException {
    Alarm psi = Windows.alarm("size", 1, 10, true);
    observe(Windows.feature(1, 10, psi));
    observe(Windows.feature(1, 30, ended(psi, "new_values")));
    assertThat(observe(Windows.error(1, 30))).isEqualTo("DRIFT " + psi.describe());
  }

  @Test
  void whatASecondDetectorSawOfTheErrorWaitsWhenTheFirstOnesAlarmEnds() throws IOException {
    Alarm ddm = change("ddm", Alarm.Stage.RAISED);
    observe(changes(change("adwin", Alarm.Stage.RAISED)));
    observe(changes(ddm));
    observe(changes(change("adwin", Alarm.Stage.ENDED)));
    assertThat(observe(Windows.error(1, 20))).isEqualTo("QUALITY " + ddm.describe());
  }

  @Test
  void ofSeveralInOneWindowTheSameOneCountsInWhateverOrderTheyCome() throws IOException {
    Alarm size = Windows.alarm("size", 1, 10, true);
    Alarm kind = Windows.alarm("kind", 1, 10, true);
    for (List<Alarm> order : List.of(List.of(size, kind), List.of(kind, size))) {
      policy = null;
      observe(Windows.feature(1, 10, order.get(0), order.get(1)));
      assertThat(observe(Windows.error(1, 10))).isEqualTo("DRIFT " + kind.describe());
    }
  }

  @Test
  void anAlarmThatEndedAsksNoMore() throws IOException {
    Alarm alarm = Windows.alarm("size", 1, 20, true);
    observe(Windows.feature(1, 20, alarm));
    observe(Windows.feature(1, 30, ended(alarm)));
    assertThat(observe(Windows.error(1, 30))).isEmpty();
  }

  /** Its end in the window until 30. */
  private static Alarm ended(Alarm alarm) {
    return ended(alarm, alarm.measure());
  }

  private static Alarm ended(Alarm alarm, String measure) {
    return new Alarm(
        alarm.kind(),
        alarm.subject(),
        "",
        measure,
        Alarm.Stage.ENDED,
        0,
        0.25,
        1,
        20,
        30,
        alarm.origin(),
        false);
  }

  @Test
  void theBudgetHoldsBack() throws IOException {
    settings =
        with(
            List.of(Set.of(Trigger.ERROR)),
            new PolicySettings.Budget(2, Duration.ofMillis(100)),
            0,
            0);
    List<String> requested = new ArrayList<>();
    for (long end = 10; end <= 220; end += 10) {
      String decision = observe(Windows.error(1, end, Windows.alarm("error", 1, end, true)));
      if (decision.startsWith("QUALITY")) {
        requested.add(String.valueOf(end));
      }
      if (end == 70) {
        assertThat(decision).isEqualTo("waits for the budget: 2 trainings in PT0.1S");
      }
    }
    assertThat(requested).containsExactly("10", "40", "110", "140", "210");
  }

  @Test
  void enoughNewExamplesAskAndSoDoesTheSchedule() throws IOException {
    settings = with(List.of(Set.of(Trigger.NEW_DATA)), null, 0, 0);
    assertThat(observeUntil(60))
        .containsExactly("50 NEW_DATA 500 labelled examples since the last request");
    settings = with(List.of(Set.of(Trigger.SCHEDULE)), null, 0, 0);
    policy = null;
    assertThat(observeUntil(200))
        .containsExactly(
            "90 SCHEDULE the time has come: every PT0.08S",
            "170 SCHEDULE the time has come: every PT0.08S");
  }

  @Test
  void allOfASetHaveToAskAtOnce() throws IOException {
    settings = with(List.of(Set.of(Trigger.ERROR, Trigger.NEW_DATA)), null, 0, 0);
    Alarm alarm = Windows.alarm("error", 1, 10, true);
    assertThat(observe(Windows.error(1, 10, alarm))).isEmpty();
    observe(Windows.error(1, 20));
    observe(Windows.error(1, 30));
    assertThat(observe(Windows.error(1, 40))).isEmpty();
    assertThat(observe(Windows.error(1, 50))).isEqualTo("QUALITY " + alarm.describe());
  }

  @Test
  void aNewFileAsksWithTheNextWindow() throws IOException {
    settings = with(List.of(Set.of(Trigger.NEW_FILES)), null, 0, 0);
    observe(Windows.error(1, 10));
    policy().observe("in/a.csv");
    assertThat(observe(Windows.error(1, 20))).isEqualTo("NEW_DATA new file in/a.csv");
    assertThat(observe(Windows.error(1, 60))).isEmpty();
  }

  @Test
  void aLargeChangeIsTrainedOnByItselfAndAgainWhenItHasGrown() throws IOException {
    settings = with(List.of(Set.of(Trigger.ERROR)), null, 300, 2);
    for (long end = 10; end <= 90; end += 10) {
      observe(Windows.error(1, end));
    }
    Alarm alarm = error(100, Origin.at(80, 0.8));
    assertThat(observe(Windows.error(1, 100, alarm)))
        .isEqualTo("waits for 300 examples since 1970-01-01T00:00:00.080Z, of which there are 200");
    RetrainingPolicy.Verdict verdict = verdict(Windows.error(1, 110));
    Wish wish = Objects.requireNonNull(verdict.due());
    assertThat(wish.window()).isEqualTo(new DataWindow(at(80), at(110)));
    assertThat(wish.plan()).isEqualTo(new TrainingPlan(TrainingPlan.Start.SCRATCH, null, at(80)));
    assertThat(wish.cause().trigger()).isEqualTo(TriggerKind.QUALITY);
    assertThat(wish.cause().figures()).containsEntry("size", 0.8).containsEntry("examples", 300.0);
    assertThat(observe(Windows.error(1, 120))).isEmpty();
    assertThat(observe(Windows.error(2, 130))).isEmpty();
    // Twice as many, under whatever version.
    assertThat(observe(Windows.error(2, 140)))
        .isEqualTo("NEW_DATA 600 examples since the change of 1970-01-01T00:00:00.080Z, after 300");
    assertThat(observeFrom(150, 1070))
        .containsExactly(
            "200 NEW_DATA 1200 examples since the change of 1970-01-01T00:00:00.080Z, after 600",
            "320 NEW_DATA 2400 examples since the change of 1970-01-01T00:00:00.080Z, after 1200",
            "560 NEW_DATA 4800 examples since the change of 1970-01-01T00:00:00.080Z, after 2400",
            "1040 NEW_DATA 9600 examples since the change of 1970-01-01T00:00:00.080Z, after 4800");
    // The change fills the window: it is over.
    assertThat(observeFrom(1080, 4000)).isEmpty();
  }

  @Test
  void aSmallOrRecurringChangeIsTrainedOnWithWhatWasBefore() throws IOException {
    settings = with(List.of(Set.of(Trigger.ERROR)), null, 300, 2);
    DataWindow whole = new DataWindow(at(-900), at(100));
    assertThat(wish(error(100, Origin.at(80, 0.3))))
        .isEqualTo(new TrainingChoice(whole, TrainingPlan.from(TrainingPlan.Start.SCRATCH)));
    assertThat(wish(error(100, Origin.at(20, 0.4).withPattern("gradual", "why"))))
        .isEqualTo(
            new TrainingChoice(
                whole, new TrainingPlan(TrainingPlan.Start.SCRATCH, Duration.ofMillis(40), null)));
    assertThat(wish(error(100, Origin.at(20, 0.4).withPattern("incremental", "why"))))
        .isEqualTo(
            new TrainingChoice(
                whole, new TrainingPlan(TrainingPlan.Start.WARM, Duration.ofMillis(40), null)));
    assertThat(wish(error(100, Origin.at(20, 0.8).withPattern("recurring", "why"))))
        .isEqualTo(
            new TrainingChoice(
                whole,
                new TrainingPlan(TrainingPlan.Start.SCRATCH, Duration.ofMillis(1000), null)));
  }

  @Test
  void refusesAnotherForm() {
    assertThatThrownBy(() -> read(new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessage("retraining policy state: version 9 (expected: 5)");
  }

  private TrainingChoice wish(Alarm alarm) throws IOException {
    policy = null;
    Wish wish = Objects.requireNonNull(verdict(Windows.error(1, 100, alarm)).due());
    return new TrainingChoice(wish.window(), wish.plan());
  }

  private static Alarm error(long end, Origin origin) {
    return new Alarm(
        Alarm.Kind.ERROR,
        "error",
        "",
        "cusum",
        Alarm.Stage.CONFIRMED,
        9,
        8,
        1,
        end - 10,
        end,
        origin,
        true);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static PolicySettings with(
      List<Set<Trigger>> on,
      PolicySettings.@Nullable Budget budget,
      long examplesSinceChange,
      double growth) {
    return new PolicySettings(
        on,
        Duration.ofMillis(1000),
        Duration.ofMillis(30),
        budget,
        500,
        Duration.ofMillis(80),
        examplesSinceChange,
        0.5,
        growth);
  }

  private List<String> observeUntil(long last) throws IOException {
    return observeFrom(10, last);
  }

  private List<String> observeFrom(long first, long last) throws IOException {
    List<String> requested = new ArrayList<>();
    for (long end = first; end <= last; end += 10) {
      String decision = observe(Windows.error(2, end));
      if (!decision.isEmpty()) {
        requested.add(end + " " + decision);
      }
    }
    return requested;
  }

  /** What is requested, or what it waits for; after each window goes on from the written state. */
  private String observe(MonitoredWindow window) throws IOException {
    RetrainingPolicy.Verdict verdict = verdict(window);
    Wish due = verdict.due();
    if (due != null) {
      return due.cause().trigger() + " " + due.cause().reason();
    }
    return verdict.waits().isEmpty() ? "" : "waits for " + verdict.waits();
  }

  private RetrainingPolicy.Verdict verdict(MonitoredWindow window) throws IOException {
    RetrainingPolicy now = policy();
    RetrainingPolicy.Verdict verdict = now.observe(window);
    Wish due = verdict.due();
    if (due != null) {
      now.requested(window, due);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    now.writeTo(new DataOutputStream(bytes));
    policy = read(bytes.toByteArray());
    return verdict;
  }

  private RetrainingPolicy policy() {
    RetrainingPolicy now = policy;
    if (now == null) {
      now = new RetrainingPolicy(settings);
      policy = now;
    }
    return now;
  }

  private RetrainingPolicy read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    RetrainingPolicy read = RetrainingPolicy.readFrom(new DataInputStream(in), settings);
    assertThat(in.available()).isZero();
    return read;
  }
}
