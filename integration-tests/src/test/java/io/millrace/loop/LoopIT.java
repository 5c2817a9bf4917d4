package io.millrace.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kafka.Topic;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.Registry;
import io.millrace.runners.demo.Demo;
import io.millrace.runners.demo.DemoReport;
import io.millrace.runners.demo.DemoReport.Month;
import io.millrace.runners.demo.Pace;
import io.millrace.runners.kafka.LocalKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The loop on a real broker, Flink and TensorFlow: lockdown comes, and with it new models. */
@TestInstance(Lifecycle.PER_CLASS)
class LoopIT {
  private static final Instant LOCKDOWN = Instant.parse("2020-03-16T00:00:00Z");
  private static final long TRIPS = (long) TwoTimes.MONTHS * TwoTimes.TRIPS_PER_MONTH;
  private static final long POISON = TRIPS / (TwoTimes.POISON_EVERY - 1);

  private Path out;
  private DemoReport report;

  @BeforeAll
  void run(@TempDir Path directory) throws Exception {
    Path module = Path.of("").toAbsolutePath();
    System.setProperty("millrace.home", module.resolveSibling("").toString());
    out = directory;
    report = new Demo(out, TwoTimes::new, new Pace.AsFastAsPossible()).run();
  }

  @Test
  void everyRecordIsPredictedOnceOrADeadLetter() {
    assertThat(report.recordsIn()).isEqualTo(TRIPS + POISON);
    assertThat(report.deadLettered()).isEqualTo(POISON);
    assertThat(report.predicted()).isEqualTo(TRIPS);
    assertThat(report.duplicates()).isZero();
  }

  @Test
  void deadLettersHoldTheOriginalBytes() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(out.resolve("kafka"))) {
      List<JsonNode> letters = Topic.of(kafka, "dead-letters").readAll();
      assertThat(letters)
          .hasSize((int) POISON)
          .allSatisfy(
              letter -> {
                byte[] original = Base64.getDecoder().decode(letter.get("original").textValue());
                assertThat(new String(original, UTF_8)).isEqualTo(TwoTimes.POISON);
                assertThat(letter.get("stage").textValue()).isEqualTo("decode");
                assertThat(letter.get("reason").textValue()).isEqualTo("fields: 2 (expected: 18)");
              });
    }
  }

  @Test
  void lockdownRaisesAlarmsAndNothingButNewColumnsDoesBefore() {
    assertThat(report.alarms())
        .filteredOn(alarm -> Instant.parse(alarm.at()).isBefore(LOCKDOWN))
        .as("before lockdown what taxis charge has changed since 2018, and some values are missing")
        .allSatisfy(
            alarm -> {
              assertThat(alarm.at()).startsWith("2020-");
              assertThat(alarm.reason())
                  .matches(
                      "(extra|congestion_surcharge|\\w+_amount|vendor_id|passenger_count"
                          + "|rate_code_id|store_and_fwd_flag|payment_type) raised.*");
            });
    assertThat(report.alarms())
        .filteredOn(alarm -> Instant.parse(alarm.at()).isAfter(LOCKDOWN))
        .extracting(DemoReport.Alarm::reason)
        .anyMatch(reason -> reason.startsWith("error raised"))
        .anyMatch(reason -> reason.startsWith("pickup_location_id raised"));
  }

  @Test
  void onlyLockdownAsksForTraining() {
    assertThat(report.trainings())
        .isNotEmpty()
        .allSatisfy(run -> assertThat(Instant.parse(run.at())).isAfter(LOCKDOWN));
    assertThat(report.trainings())
        .extracting(DemoReport.Training::outcome)
        .contains("accepted")
        .isSubsetOf("accepted", "refused");
    assertThat(report.promotions()).isNotEmpty();
  }

  @Test
  void theLoopErrsLessThanTheFirstModel() {
    Month last = report.months().get(report.months().size() - 1);
    assertThat(last.month()).isEqualTo("2020-05");
    assertThat(last.versions()).doesNotContain(1L);
    assertThat(last.loopMape()).isLessThan(0.8 * last.staticMape());
    assertThat(report.months().get(0).loopMape()).isLessThan(0.3);
  }

  @Test
  void theRegistryHoldsWhatTheReportSays() throws Exception {
    try (Registry registry = Registry.open("jdbc:sqlite:" + out.resolve("registry.db"))) {
      long champion = registry.alias("trip-duration", "champion").orElseThrow().version();
      assertThat(champion).isGreaterThan(1);
      assertThat(registry.history("trip-duration"))
          .filteredOn(change -> change.from() != null)
          .extracting(AliasChange::to)
          .isEqualTo(report.promotions().stream().map(DemoReport.Promotion::version).toList())
          .last()
          .isEqualTo(champion);
      assertThat(registry.openRuns("trip-duration")).isEmpty();
    }
    assertThat(DemoReport.read(out.resolve("report.json"))).isEqualTo(report);
  }
}
