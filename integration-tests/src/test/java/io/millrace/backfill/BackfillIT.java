package io.millrace.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.pipelines.cli.MillraceCommand;
import io.millrace.runners.demo.Trip;
import io.millrace.trips.TaxiDeployment;
import io.millrace.trips.TripRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** From files to a first model, and from files to predictions, as the command line does it. */
@TestInstance(Lifecycle.PER_CLASS)
class BackfillIT {
  private static final int TRIPS = 900;
  private static final YearMonth APRIL_2020 = YearMonth.of(2020, 4);
  private static final String TOO_SHORT = "t9,2,2020-04-03 10:00:00";
  private static final String NO_NUMBER =
      "t8,2,2020-04-03 10:00:00,1,far,1,N,10,20,1,5,0,0.5,1,0,0.3,8,2.5";

  /** The last digits of a prediction depend on how many rows TensorFlow is given at a time. */
  private static final double DIGITS = 1e-4;

  private static final Comparator<JsonNode> ALIKE =
      (one, other) -> {
        boolean alike =
            one.isDouble() && other.isDouble()
                ? Math.abs(one.doubleValue() - other.doubleValue()) <= DIGITS
                : one.equals(other);
        return alike ? 0 : 1;
      };

  private final List<Trip> trips = TripRecords.trips(APRIL_2020, APRIL_2020, TRIPS);
  private TaxiDeployment taxi;
  private TaxiDeployment.History april;
  private Backfilled direct;

  @BeforeAll
  void bootstrapAndBackfill(@TempDir Path out) throws Exception {
    taxi =
        TaxiDeployment.example(out)
            .withDrift(
                "{detectors: [{detector: cusum, parameters: {mean: 0.2, deviation: 0.1}}],"
                    + " estimate: {quality: true}}")
            // Every distance is measured, and none is above.
            .withValidation(
                "{thresholds: ["
                    + "{feature: payment_type, comparison: drift, distance: infinity_norm,"
                    + " threshold: 1},"
                    + "{feature: trip_distance, comparison: skew,"
                    + " distance: jensen_shannon_divergence, threshold: 1}]}");
    TaxiDeployment.History quiet = taxi.writeQuietQuarter(1_500);
    run("bootstrap", taxi, List.of("--input", quiet.records(), "--labels", quiet.labels()));
    april = TaxiDeployment.writeCsv(out.resolve("april"), trips);
    Files.writeString(
        april.records(), TOO_SHORT + "\n" + NO_NUMBER + "\n", StandardOpenOption.APPEND);
    direct = backfill(taxi, "direct", april.records(), "--labels", april.labels());
  }

  @Test
  void everyLineIsAPredictionOrADeadLetter() throws Exception {
    assertThat(direct.predictions()).containsOnlyKeys(april.ids());
    List<JsonNode> letters = direct.messages("dead-letters");
    assertThat(letters)
        .extracting(BackfillIT::original)
        .containsExactlyInAnyOrder(TOO_SHORT, NO_NUMBER);
    assertThat(letters)
        .extracting(letter -> letter.get("reason").textValue())
        .containsExactlyInAnyOrder(
            "fields: 3 (expected: 18)", "trip_distance: \"far\" (expected: a number)");
    assertThat(letters)
        .extracting(letter -> letter.get("source").textValue())
        .allMatch(source -> source.contains("records.csv:"));
  }

  @Test
  void everyDayHasStatistics() throws Exception {
    List<Path> files = direct.windows("statistics", "FeatureStats.pb");
    assertThat(files).hasSize(APRIL_2020.lengthOfMonth());
    long rows = 0;
    for (Path file : files) {
      DatasetFeatureStatistics day = StatisticsFiles.read(file).getDatasets(0);
      assertThat(day.getFeaturesList())
          .extracting(feature -> feature.getPath().getStep(0))
          .contains("trip_distance", "vendor_id");
      rows += day.getNumExamples();
    }
    assertThat(rows).isEqualTo(TRIPS);
  }

  @Test
  void theNewSurchargeIsAnAnomalyEveryDay() throws Exception {
    List<Path> files = direct.windows("anomalies", "SchemaDiff.pb");
    assertThat(files).hasSize(APRIL_2020.lengthOfMonth());
    for (Path file : files) {
      Anomalies day = Anomalies.parseFrom(Files.readAllBytes(file));
      assertThat(day.getAnomalyInfoMap()).containsKey("congestion_surcharge");
      assertThat(day.getAnomalyInfoMap().get("congestion_surcharge").getReasonList())
          .extracting(AnomalyInfo.Reason::getType)
          .containsExactly(AnomalyInfo.Type.SCHEMA_NEW_COLUMN);
    }
    assertThat(direct.messages("anomalies")).hasSize(files.size());
  }

  /** The first day has none before it. */
  private static void assertEveryDayIsCompared(Backfilled backfilled) throws Exception {
    boolean first = true;
    for (Path file : backfilled.windows("anomalies", "SchemaDiff.pb")) {
      Anomalies day = Anomalies.parseFrom(Files.readAllBytes(file));
      assertThat(day.getDriftSkewInfoList())
          .filteredOn(distances -> distances.getDriftMeasurementsCount() == 1)
          .extracting(distances -> distances.getPath().getStep(0))
          .isEqualTo(first ? List.of() : List.of("payment_type"));
      // In April 2020 the trips were not those of the quiet quarter.
      assertThat(day.getDriftSkewInfoList())
          .filteredOn(distances -> distances.getSkewMeasurementsCount() == 1)
          .singleElement()
          .satisfies(
              distances -> {
                assertThat(distances.getPath().getStep(0)).isEqualTo("trip_distance");
                assertThat(distances.getSkewMeasurements(0).getValue()).isBetween(0.01, 0.9);
              });
      first = false;
    }
  }

  @Test
  void everyDayIsComparedWithTheDayBeforeAndWithHistory() throws Exception {
    assertEveryDayIsCompared(direct);
  }

  @Test
  void labelsGiveTheQuality() throws Exception {
    long rows = 0;
    for (JsonNode day : direct.messages("quality")) {
      for (JsonNode version : day.get("versions")) {
        assertThat(version.get("version").longValue()).isEqualTo(1);
        assertThat(version.get("mape").doubleValue()).isBetween(0.01, 2.0);
        rows += version.get("rows").longValue();
      }
    }
    // A label outside the valid range counts nowhere.
    assertThat(rows).isBetween(TRIPS * 95L / 100, (long) TRIPS);
  }

  @Test
  void labelsRaiseTheAlarmsOfThatTime() throws Exception {
    List<JsonNode> raised =
        direct.messages("alarms").stream()
            .filter(alarm -> alarm.get("stage").textValue().equals("raised"))
            .toList();
    assertThat(raised)
        .extracting(alarm -> alarm.get("subject").textValue())
        .contains("error", "congestion_surcharge");
    // The detector, which is told what was usual, sees it in the first days.
    assertThat(raised)
        .filteredOn(alarm -> alarm.get("kind").textValue().equals("change"))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.get("subject").textValue()).isEqualTo("error");
              assertThat(alarm.get("onset").textValue()).startsWith("2020-04-0");
              assertThat(alarm.get("value").doubleValue()).isGreaterThan(0.2);
            });
    assertThat(direct.messages("decisions")).isEmpty();
  }

  @Test
  void estimatesStandBesideWhatLabelsShow() throws Exception {
    List<JsonNode> estimates = direct.messages("estimates");
    assertThat(estimates).hasSize(2 * APRIL_2020.lengthOfMonth());
    double labelled = 0;
    for (JsonNode day : estimates) {
      JsonNode version = day.get("versions").get(0);
      JsonNode mae = version.get("metrics").get(0);
      assertThat(version.get("assumption").textValue()).contains("cannot be seen without labels");
      assertThat(mae.get("metric").textValue()).isEqualTo("mae");
      assertThat(mae.get("estimate").doubleValue()).isBetween(0.5, 60.0);
      assertThat(mae.has("usual_from")).isTrue();
      assertThat(mae.has("realised")).isEqualTo(day.get("labelled").booleanValue());
      labelled += version.path("labelled_rows").longValue();
    }
    assertThat(labelled).isBetween(TRIPS * 0.95, (double) TRIPS);
  }

  @Test
  void flinkPredictsTheSameAndRaisesTheSameAlarms() throws Exception {
    Backfilled flink = backfill(taxi, "flink", april.records(), "--labels", april.labels());
    assertSamePredictions(flink);
    assertThat(flink.messages("dead-letters")).hasSize(2);
    assertThat(flink.windows("statistics", "FeatureStats.pb"))
        .hasSameSizeAs(direct.windows("statistics", "FeatureStats.pb"));
    assertEveryDayIsCompared(flink);
    assertThat(flink.messages("alarms"))
        .usingElementComparator((one, other) -> one.equals(ALIKE, other) ? 0 : 1)
        .containsExactlyInAnyOrderElementsOf(direct.messages("alarms"));
    assertThat(flink.messages("estimates")).hasSameSizeAs(direct.messages("estimates"));
  }

  @Test
  void jsonGivesTheSamePredictions() throws Exception {
    TripRecords records = new TripRecords(taxi.load());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < trips.size(); i++) {
      lines.add(records.json(april.ids().get(i), trips.get(i)));
    }
    String broken = lines.get(0).substring(0, 40);
    String noObject = "[1, 2]";
    lines.add(100, broken);
    lines.add(200, noObject);
    // It can be read, but the model wants one distance and not two.
    String twoDistances =
        lines.get(1).replaceFirst("\"trip_distance\":[0-9.]+", "\"trip_distance\":[1,2]");
    lines.add(300, twoDistances.replace("t0000001", "two"));
    Path file = Files.write(taxi.out().resolve("april.jsonl"), lines);

    Backfilled json = backfill(taxi.withRecords("json", ""), "direct", file);
    assertSamePredictions(json);
    assertThat(json.messages("dead-letters"))
        .extracting(BackfillIT::original)
        .containsExactlyInAnyOrder(broken, noObject, lines.get(300));
    assertThat(json.messages("dead-letters"))
        .extracting(letter -> letter.get("stage").textValue())
        .containsExactlyInAnyOrder("decode", "decode", "predict");
  }

  @Test
  void avroGivesTheSamePredictions() throws Exception {
    TripRecords records = new TripRecords(taxi.load());
    Path file = taxi.out().resolve("april.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(records.schema()))) {
      writer.create(records.schema(), file.toFile());
      for (int i = 0; i < trips.size(); i++) {
        writer.append(records.avro(april.ids().get(i), trips.get(i)));
      }
      // Avro itself is content with it, but a record needs an id.
      writer.append(records.avro("", trips.get(0)));
    }

    Backfilled avro = backfill(taxi.withAvroRecords(), "direct", file);
    assertSamePredictions(avro);
    assertThat(avro.messages("quality")).isEmpty();
    assertThat(avro.messages("alarms")).isEmpty();
    assertThat(avro.messages("dead-letters"))
        .extracting(letter -> letter.get("reason").textValue())
        .containsExactly("trip_id: missing (expected: the record id)");
  }

  private void assertSamePredictions(Backfilled other) throws IOException {
    Map<String, Double> expected = direct.predictions();
    assertThat(other.predictions())
        .hasSameSizeAs(expected)
        .allSatisfy((id, value) -> assertThat(value).isCloseTo(expected.get(id), within(DIGITS)));
  }

  private Backfilled backfill(TaxiDeployment deployment, String runner, Object... files)
      throws IOException {
    Path output = Files.createTempDirectory(taxi.out(), "backfill-" + runner);
    List<Object> arguments = new ArrayList<>(List.of("--runner", runner, "--output", output));
    arguments.add("--input");
    arguments.addAll(List.of(files));
    run("backfill", deployment, arguments);
    return new Backfilled(output);
  }

  private static void run(String command, TaxiDeployment deployment, List<?> options) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(deployment.arguments());
    options.forEach(option -> arguments.add(option.toString()));
    int exit = MillraceCommand.create().execute(arguments.toArray(String[]::new));
    assertThat(exit).as("exit code of %s", arguments).isZero();
  }

  private static String original(JsonNode letter) {
    return new String(Base64.getDecoder().decode(letter.get("original").textValue()), UTF_8);
  }
}
