package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.validation.AnomaliesFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;

class ValidateCommandTest {
  /** A country that is new in one of four rows, and no fares. */
  private static final String NEW_COUNTRY = "age,country\n30,de\n40,us\n50,de\n60,fr\n";

  private final Rides rides;
  private String good = "";
  private String bad = "";
  private String schema = "";

  ValidateCommandTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @BeforeEach
  void statistics() throws Exception {
    Path stats = rides.stats("good", Rides.FOUR);
    good = stats.toString();
    schema = rides.schema(stats).toString();
    bad = rides.stats("bad", NEW_COUNTRY).toString();
  }

  @Test
  void dataAsTheSchemaAsksIsNoAnomaly() {
    Console console = Console.run("validate", "--stats", good, "--schema", schema);
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out().strip()).isEqualTo("No anomalies.");
  }

  @Test
  void anomaliesAreToldWrittenAndTheExitCode() throws Exception {
    Path out = rides.path("anomalies.pb");
    Console console =
        Console.run("validate", "--stats", bad, "--schema", schema, "--out", out.toString());
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.out())
        .isEqualTo(
            """
            country  ERROR  ENUM_TYPE_UNEXPECTED_STRING_VALUES  Examples contain values missing from the schema: us (~25%).
            fare     ERROR  SCHEMA_MISSING_COLUMN               Column is completely missing
            """);
    Anomalies written = AnomaliesFiles.read(out);
    assertThat(written.getAnomalyInfoMap()).containsOnlyKeys("country", "fare");
    assertThat(written.getAnomalyInfoOrThrow("country").getReason(0).getType())
        .isEqualTo(AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES);
    assertThat(written.getBaseline().getFeatureCount()).isEqualTo(3);
  }

  @Test
  void programsGetJson() throws Exception {
    Console console = Console.run("validate", "--stats", bad, "--schema", schema, "--json");
    assertThat(console.exitCode()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(console.out());
    assertThat(json.get("data_missing").asBoolean()).isFalse();
    JsonNode country = json.get("anomalies").get(0);
    assertThat(country.get("feature").asText()).isEqualTo("country");
    assertThat(country.get("severity").asText()).isEqualTo("ERROR");
    assertThat(country.get("type").asText()).isEqualTo("ENUM_TYPE_UNEXPECTED_STRING_VALUES");
  }

  @Test
  void filesOfAnotherKindAreNamed() {
    String anomalies = rides.path("anomalies.pb").toString();
    Console.run("validate", "--stats", bad, "--schema", schema, "--out", anomalies);
    assertMistake(
        Console.run("validate", "--stats", bad, "--schema", good),
        good + ": seems to be statistics (expected: a schema)");
    assertMistake(
        Console.run("validate", "--stats", anomalies, "--schema", schema),
        anomalies + ": seems to be anomalies (expected: statistics)");
    assertMistake(
        Console.run("validate", "--stats", bad, "--schema", schema, "--serving", schema),
        schema + ": seems to be a schema (expected: statistics)");
  }

  private static void assertMistake(Console console, String message) {
    assertThat(console.err()).isEqualTo(message + "\n");
    assertThat(console.out()).isEmpty();
    assertThat(console.exitCode()).isEqualTo(2);
  }

  @Test
  void severitiesCanBeChanged() throws Exception {
    Path out = rides.path("anomalies.pbtxt");
    Path more = rides.stats("more", Rides.HEADER.strip() + ",tip\n30,de,1.5,0.1\n");
    Console console =
        Console.run(
            "validate",
            "--stats",
            more.toString(),
            "--schema",
            schema,
            "--out",
            out.toString(),
            "--new-features-are-warnings");
    assertThat(console.exitCode()).as("a warning is an anomaly").isEqualTo(1);
    assertThat(AnomaliesFiles.read(out).getAnomalyInfoOrThrow("tip").getSeverity())
        .isEqualTo(AnomalyInfo.Severity.WARNING);
    Console overridden =
        Console.run(
            "validate",
            "--stats",
            bad,
            "--schema",
            schema,
            "--severity",
            "SCHEMA_MISSING_COLUMN=warning");
    assertThat(overridden.out()).contains("fare     WARNING  SCHEMA_MISSING_COLUMN");
  }

  @Test
  void environmentsAndDriftAreLookedAt() throws Exception {
    Files.writeString(
        Path.of(schema),
        Files.readString(Path.of(schema))
                .replace("name: \"fare\"", "name: \"fare\" not_in_environment: \"SERVING\"")
                .replace(
                    "domain: \"country\"", "drift_comparator { infinity_norm { threshold: 0.3 } }")
            + "default_environment: \"TRAINING\" default_environment: \"SERVING\"\n");
    Console serving =
        Console.run("validate", "--stats", bad, "--schema", schema, "--environment", "SERVING");
    assertThat(serving.exitCode()).as(serving.out() + serving.err()).isZero();
    // de 1/2, fr 1/4, us 1/4 now; de 3/4, fr 1/4 before: the largest difference is 1/4.
    Console drift =
        Console.run(
            "validate",
            "--stats",
            bad,
            "--schema",
            schema,
            "--environment",
            "SERVING",
            "--previous",
            good);
    assertThat(drift.exitCode()).isZero();
    assertThat(drift.out())
        .isEqualTo(
            """
            No anomalies.

            FEATURE  AGAINST   DISTANCE  VALUE   THRESHOLD
            country  previous  L_INFTY   0.2500  0.3000
            """);
    Console none =
        Console.run("validate", "--stats", bad, "--schema", schema, "--environment", "MOON");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err().strip())
        .isEqualTo("--environment: MOON (expected: one of [TRAINING, SERVING])");
  }

  @Test
  void aFileOfSettingsHasRulesThresholdsAndSeverities() throws Exception {
    Path config =
        rides.file(
            "validation.yaml",
            """
            severity_overrides:
              - type: SCHEMA_MISSING_COLUMN
                severity: warning
            rules:
              - name: old-enough
                over: feature
                features: [age]
                expression: feature.num_stats.min >= 40.0
                message: youngest {feature.num_stats.min}
            """);
    Console console =
        Console.run("validate", "--stats", bad, "--schema", schema, "--config", config.toString());
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    assertThat(console.out()).contains("youngest 30", "fare     WARNING");
    Console wrong =
        Console.run(
            "validate",
            "--stats",
            bad,
            "--schema",
            schema,
            "--config",
            rides.file("wrong.yaml", "new_features_are_warning: true\n").toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("wrong.yaml:1").contains("new_features_are_warnings");
  }

  @Test
  void rulesAndThresholdsThatAreNotAskedAreTold() throws Exception {
    String config =
        rides
            .file(
                "validation.yaml",
                """
                rules:
                  - name: steady
                    over: feature
                    expression: feature.num_stats.mean < 2.0 * previous.num_stats.mean
                  - name: alike
                    over: dataset
                    expression: size(features) == size(previous_version_features)
                thresholds:
                  - {feature: country, comparison: drift, distance: infinity_norm, threshold: 0}
                  - {feature: country, comparison: skew, distance: infinity_norm, threshold: 0}
                """)
            .toString();
    Console alone =
        Console.run("validate", "--stats", good, "--schema", schema, "--config", config, "--json");
    assertThat(alone.exitCode()).isZero();
    assertThat(alone.err())
        .isEqualTo(
            """
            thresholds: not asked, as they compare with previous and serving (expected: --previous FILE --serving FILE)
            rule steady: not asked, as it reads previous (expected: --previous FILE)
            rule alike: not asked, as it reads previous_version (expected: --previous-version FILE)
            """);
    JsonNode json = new ObjectMapper().readTree(alone.out());
    assertThat(json.get("thresholds_not_asked"))
        .hasToString("{\"missing\":[\"previous\",\"serving\"]}");
    assertThat(json.get("rules_not_asked"))
        .hasToString(
            "[{\"rule\":\"steady\",\"missing\":[\"previous\"]},"
                + "{\"rule\":\"alike\",\"missing\":[\"previous_version\"]}]");
    Console all =
        Console.run(
            "validate",
            "--stats",
            good,
            "--schema",
            schema,
            "--config",
            config,
            "--previous",
            good,
            "--previous-version",
            good,
            "--serving",
            good);
    // Strings, which have no mean, are not asked about it.
    assertThat(all.exitCode()).as(all.out()).isZero();
    assertThat(all.err()).isEmpty();
  }

  /**
   * In France one fare of two is missing, as are one of three in all; the mean is 2.5 there, and
   * below 2.2 elsewhere.
   */
  @Test
  void slicesAreCheckedByTheSchemaAndByRulesOverFeatures() throws Exception {
    String sliced =
        rides
            .stats("sliced", Rides.HEADER + "30,de,1.5\n40,fr,\n50,fr,2.5\n", "--slice", "country")
            .toString();
    String config =
        rides
            .file(
                "slices.yaml",
                """
                rules:
                  - name: cheap
                    over: feature
                    features: [fare]
                    expression: feature.num_stats.mean < 2.2
                  - {name: many, over: dataset, expression: dataset.num_examples > 100}
                thresholds:
                  - {feature: country, comparison: drift, distance: infinity_norm, threshold: 0}
                """)
            .toString();
    String[] command = {
      "validate", "--stats", sliced, "--schema", schema, "--config", config, "--slices"
    };
    Console console = Console.run(command);
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.out().lines())
        .filteredOn(line -> !line.contains("INVALID_FEATURE_SHAPE"))
        .containsExactly(
            "'slice(All Examples)::fare'  ERROR  FEATURE_TYPE_LOW_FRACTION_PRESENT  The feature was"
                + " present in fewer examples than expected: minimum fraction = 1.000000, actual ="
                + " 0.666667",
            "'slice(country_fr)::fare'    ERROR  FEATURE_TYPE_LOW_FRACTION_PRESENT  The feature was"
                + " present in fewer examples than expected: minimum fraction = 1.000000, actual ="
                + " 0.500000",
            "'slice(country_fr)::fare'    ERROR  CUSTOM_VALIDATION                  cheap:"
                + " expected: feature.num_stats.mean < 2.2");
    assertThat(console.err())
        .isEqualTo(
            """
            thresholds: not asked, as they compare with previous (expected: --previous FILE)
            rule many: not asked of slices (expected: without --slices)
            """);
    String[] more =
        Stream.concat(Stream.of(command), Stream.of("--previous", sliced, "--json"))
            .toArray(String[]::new);
    JsonNode json = new ObjectMapper().readTree(Console.run(more).out());
    assertThat(json.get("not_asked_of_slices")).hasToString("[\"rule many\"]");
    assertThat(json.get("distances")).hasSize(3);
  }

  @Test
  void slicesNeedAFileThatHasThem() {
    assertMistake(
        Console.run("validate", "--stats", good, "--schema", schema, "--slices"),
        good + ": one data set (expected: slices, as stats --slice writes)");
    assertMistake(
        Console.run(
            "validate",
            "--stats",
            good,
            "--schema",
            schema,
            "--slices",
            "--previous-version",
            good),
        "--previous-version: with --slices (expected: with a whole data set)");
  }

  @Test
  void noExamplesAreAnAnomaly() throws Exception {
    String empty = rides.file("empty.pbtxt", "datasets { num_examples: 0 }").toString();
    Console console = Console.run("validate", "--stats", empty, "--schema", schema);
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.out().strip()).isEqualTo("No data: the statistics are of 0 examples.");
  }

  @Test
  void everyMistakeIsOneLineAndExitCodeTwo() {
    String gone = rides.path("gone.pb").toString();
    assertThat(mistake("validate", "--schema", schema))
        .isEqualTo("--stats, --input: neither (expected: statistics, or data files)");
    assertThat(mistake("validate", "--stats", good, "--input", "a.csv", "--schema", schema))
        .isEqualTo("--stats, --input: both (expected: statistics, or data files)");
    assertThat(mistake("validate", "--stats", gone, "--schema", schema))
        .isEqualTo(gone + ": no such file (expected: a file that exists)");
    assertThat(mistake("validate", "--stats", good, "--schema", gone))
        .isEqualTo(gone + ": no such file (expected: a file that exists)");
    assertThat(mistake("validate", "--stats", good, "--schema", schema, "--out", "a.json"))
        .isEqualTo("--out: a.json (expected: extension .pb or .pbtxt)");
  }

  private static String mistake(String... arguments) {
    Console console = Console.run(arguments);
    assertThat(console.exitCode()).as(console.err()).isEqualTo(2);
    assertThat(console.err().strip()).hasLineCount(1);
    return console.err().strip();
  }
}
