package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.KeyColumns;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.drift.AlarmRules;
import io.millrace.models.drift.DatasetRule;
import io.millrace.models.drift.FeatureAlarms;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.fdr.OnlineFdrs;
import io.millrace.models.drift.windows.AlarmSpan;
import io.millrace.models.drift.windows.Period;
import io.millrace.models.drift.windows.SavedReference;
import io.millrace.models.drift.windows.WindowJudge;
import io.millrace.models.drift.windows.WindowVerdict;
import io.millrace.models.statistics.Slicing;
import io.millrace.pipelines.local.DriftFiles;
import io.millrace.pipelines.local.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three years of taxi trips at default settings: no alarm while they are quiet, one for each thing
 * that happened. Needs the trips in a CSV file that the system property {@code millrace.taxi}
 * names; takes ten seconds.
 */
class TaxiDriftIT {
  private static final Path FILE = Path.of(System.getProperty("millrace.taxi", "absent"));

  @BeforeAll
  static void findTrips() {
    assumeTrue(Files.isRegularFile(FILE), "millrace.taxi: the CSV file of the trips");
  }

  @Test
  void monthsRaiseOneAlarmForEachEvent() throws Exception {
    List<AlarmSpan> alarms = alarms(Period.MONTH);
    assertThat(alarms).noneMatch(alarm -> alarm.raised().compareTo("2018-07") < 0);
    assertThat(alarms.get(0).feature()).as("the third vendor").isEqualTo("vendor_id");
    assertThat(alarms.get(0).raised()).isEqualTo("2018-07");
    assertThat(raised(alarms, "congestion_surcharge")).containsExactly("2019-01");
    assertThat(raised(alarms, "passenger_count")).contains("2019-02");
    assertThat(alarms)
        .filteredOn(alarm -> alarm.feature().equals("passenger_count"))
        .first()
        .extracting(AlarmSpan::ended)
        .isEqualTo("2019-03");
    assertThat(raised(alarms, "payment_type")).as("missing, lockdown").contains("2020-04");
    assertThat(alarms)
        .as("one alarm of a feature in a window")
        .doesNotHaveDuplicates()
        .extracting(alarm -> alarm.feature() + alarm.raised())
        .doesNotHaveDuplicates();
  }

  @Test
  void weeksAreQuietAsWell() throws Exception {
    List<AlarmSpan> alarms = alarms(Period.WEEK);
    assertThat(alarms).noneMatch(alarm -> alarm.raised().compareTo("2018-07") < 0);
    assertThat(raised(alarms, "congestion_surcharge")).containsExactly("2019-01-21");
    assertThat(raised(alarms, "payment_type")).contains("2020-03-30");
  }

  private static List<String> raised(List<AlarmSpan> alarms, String feature) {
    return alarms.stream()
        .filter(alarm -> alarm.feature().equals(feature))
        .map(AlarmSpan::raised)
        .toList();
  }

  /** The alarms of all 19 columns against the first three months. */
  private static List<AlarmSpan> alarms(Period period) throws Exception {
    ReadOptions reading =
        ReadOptions.of(FileFormat.CSV)
            .withKeys(
                new KeyColumns(
                    null, "pickup_datetime", new TimestampFormat("yyyy-MM-dd HH:mm:ss", "UTC"), 0));
    DriftFiles files = new DriftFiles(2, rows -> {});
    List<String> names = List.of(FILE.toString());
    SavedReference reference =
        files.reference(
            names,
            reading,
            new DriftFiles.Plan(
                TimeSpan.parse("2018-01/2018-04"),
                Set.of(),
                Set.of(),
                Slicing.none(),
                Season.NONE,
                100,
                100));
    assertThat(reference.unsuitable())
        .containsOnlyKeys("source_month", "pickup_datetime", "dropoff_datetime");
    assertThat(reference.counts().grid().size()).isEqualTo(16);
    WindowJudge judge =
        new WindowJudge(
            reference.counts(),
            FeatureDriftTest.defaults(),
            null,
            DatasetRule.DEFAULT,
            new FeatureAlarms(AlarmRules.DEFAULT, OnlineFdrs.create("addis", 0.05)));
    List<WindowVerdict> verdicts = new ArrayList<>();
    files
        .count(names, reading, reference.counts(), period)
        .windows()
        .forEach(
            (start, counts) ->
                verdicts.add(
                    judge.judge(period.label(start), start, period.length(start), counts)));
    return AlarmSpan.of(verdicts);
  }
}
