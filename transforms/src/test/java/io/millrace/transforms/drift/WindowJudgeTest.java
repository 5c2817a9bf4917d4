package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorCusum;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.Season;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.Rows;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.windows.WindowResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each window is judged by what was written after the one before. */
class WindowJudgeTest {
  private static final FeatureDriftTest TEST = new FeatureDriftTest(0.1, 0.999, 100);
  private static final DriftMonitor.Settings SETTINGS =
      new DriftMonitor.Settings(new ErrorCusum(0.2, 3, 8, 20), 2, Set.of(), true);

  private static final Duration DAY = Duration.ofDays(1);

  private WindowJudge judge = new WindowJudge(TEST, SETTINGS);

  @Test
  void labelsThatStayAwayAreAnAlarmOnceItIsKnownHowManyUsuallyDo() throws IOException {
    List<String> alarms = new ArrayList<>();
    long[] missing = {0, 10, 5, 0, 250, 250, 250, 0, 0, 0};
    for (int i = 0; i < missing.length; i++) {
      for (MonitoredWindow window : judge(coverage(i, 500, missing[i]))) {
        assertThat(window.watched()).isEqualTo(Alarm.Kind.LABELS);
        assertThat(window.rows()).isEqualTo(500);
        for (Alarm alarm : window.alarms()) {
          alarms.add(
              window.end() + " " + alarm.subject() + " " + alarm.stage() + alarm.asksForTraining());
        }
      }
    }
    // Each bad window adds the cap of 3 to the sum; the alarm ends after two windows of sum zero.
    assertThat(alarms)
        .containsExactly("70 missing_labels RAISEDfalse", "90 missing_labels ENDEDfalse");
  }

  @Test
  void countsOfLabelsSayNothingOfOtherFeatures() throws IOException {
    List<MonitoredWindow> judged = judge(Observation.labels(Drifting.counts(1, 10, 180)));
    assertThat(judged).hasSize(1);
    assertThat(judged.get(0).alarms()).isEmpty();
  }

  @Test
  void goesOnByOtherSettingsFromTheNextWindowOn() throws IOException {
    List<Alarm.Stage> stages = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      // PSI is 0.88; 100 is out of reach, and a single window is to confirm.
      judge.follow(
          new FeatureDriftTest(i % 2 == 1 ? 100 : 0.1, 0.999, 100),
          new DriftMonitor.Settings(new ErrorCusum(0.2, 3, 8, 20), 1, Set.of("kind"), true));
      for (MonitoredWindow window : judge(Observation.features(Drifting.counts(1, 10 * i, 180)))) {
        window
            .alarms()
            .forEach(
                alarm -> {
                  stages.add(alarm.stage());
                  assertThat(alarm.asksForTraining())
                      .isEqualTo(alarm.stage() == Alarm.Stage.RAISED);
                });
      }
    }
    assertThat(stages).containsExactly(Alarm.Stage.RAISED, Alarm.Stage.ENDED, Alarm.Stage.RAISED);
  }

  /** Six in ten are of kind a from Monday to Friday, one in ten is on Saturday and Sunday. */
  @Test
  void aDayIsComparedWithTheSameDayOfTheWeekIfThatIsAskedFor() throws IOException {
    for (Season season : List.of(Season.NONE, Season.DAY_OF_WEEK)) {
      ModelReference reference = weeks(season);
      List<String> alarms = new ArrayList<>();
      for (int day = 28; day < 35; day++) {
        VersionCounts counts = new VersionCounts(Drifting.grid(), Slicing.none());
        counts.of(1).add(kinds(day, isWeekend(day) ? 20 : 120));
        WindowResult<VersionCounts> window =
            new WindowResult<>(DAY.toMillis() * day, DAY.toMillis() * (day + 1), 0, counts);
        for (MonitoredWindow judged :
            new WindowJudge(TEST, SETTINGS)
                .judge(Observation.features(window), version -> reference)) {
          judged.alarms().forEach(alarm -> alarms.add(day(alarm.windowStart())));
        }
      }
      if (season == Season.NONE) {
        assertThat(alarms).containsExactly("SATURDAY", "SUNDAY");
      } else {
        assertThat(alarms).isEmpty();
      }
    }
  }

  /** Four weeks from the epoch on. */
  private static ModelReference weeks(Season season) {
    ReferenceCounts counts = new ReferenceCounts(Drifting.grid(), Slicing.none(), season);
    for (int day = 0; day < 28; day++) {
      counts.add(kinds(day, isWeekend(day) ? 20 : 120));
    }
    return new ModelReference(Drifting.grid(), counts, ErrorMoments.NONE, new TreeMap<>());
  }

  private static boolean isWeekend(int day) {
    return day(DAY.toMillis() * day).startsWith("S");
  }

  private static String day(long time) {
    return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).getDayOfWeek().name();
  }

  /** Two hundred rows of a day, so many of kind a. */
  private static ColumnBatch kinds(int day, int a) {
    Rows rows = Rows.of(Drifting.LAYOUT);
    for (int i = 0; i < 200; i++) {
      rows.add("id" + i, DAY.toMillis() * day + i, i < a ? "a" : "b");
    }
    return rows.batch();
  }

  private static Observation coverage(int window, long records, long missing) {
    Map<Long, LabelCoverage.Counts> versions =
        Map.of(1L, new LabelCoverage.Counts(records - missing, 0, missing));
    return Observation.coverage(
        new WindowResult<>(
            10L * window, 10L * window + 10, 0, new LabelCoverage(new TreeMap<>(versions))));
  }

  private List<MonitoredWindow> judge(Observation observation) throws IOException {
    List<MonitoredWindow> judged = judge.judge(observation, new Drifting.References());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    judge.writeTo(new DataOutputStream(bytes));
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    judge = WindowJudge.readFrom(new DataInputStream(in), TEST, SETTINGS);
    assertThat(in.available()).isZero();
    return judged;
  }
}
