package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.statistics.StatisticsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

class DriftCommandIT {
  private final Rides rides;
  private Path reference = Path.of("");

  DriftCommandIT(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @BeforeEach
  void writeReference() throws Exception {
    reference = rides.file("reference.csv", rows(1, 4000, 0, 2));
  }

  @Test
  void findsNothingWhereNothingChanged() throws Exception {
    Path same = rides.file("same.csv", rows(2, 2000, 0, 2));
    Console console = drift("--current", same.toString());
    assertThat(console.exitCode()).isZero();
    assertThat(console.out())
        .containsPattern("id +an id: half of the values are unique")
        .containsPattern("at +times: new in every window")
        .containsPattern("fare +- +psi +0\\.0\\d+ .* no drift")
        .contains("0 alarms in 1 window");
  }

  @Test
  void findsAShiftAndANewValue() throws Exception {
    Path shifted = rides.file("shifted.csv", rows(3, 2000, 3, 3));
    JsonNode report = json(drift("--current", shifted.toString(), "--json"), 1);
    assertThat(report.path("drift").asBoolean()).isTrue();
    assertThat(report.path("alarms").findValuesAsText("feature"))
        .containsExactlyInAnyOrder("vendor", "fare");
    JsonNode fare = verdict(report.path("windows").path(0).path("verdicts"), "fare", "psi");
    assertThat(fare.path("value").asDouble()).isGreaterThan(0.1);
    assertThat(fare.path("threshold").asDouble()).isEqualTo(0.1);
    assertThat(fare.path("bound").asDouble()).isBetween(0.01, 0.03);
    assertThat(fare.path("current_rows").asLong()).isEqualTo(2000);
  }

  @Test
  void watchesWindowsOfOneFile() throws Exception {
    Path months =
        rides.file(
            "months.csv",
            rows(4, 2000, 0, 2, "2024-02")
                + body(5, 2000, 3, 2, "2024-03")
                + body(6, 2000, 3, 2, "2024-04")
                + body(7, 2000, 0, 2, "2024-05"));
    Console console =
        drift(
            "--current",
            months.toString(),
            "--by",
            "month",
            "--time",
            "at",
            "--time-format",
            "iso");
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.out())
        .containsPattern("2024-03 +2,000 +1 of 2 +drift +raised fare")
        .containsPattern("fare +psi .* 2024-03 +- +2024-05")
        .contains("1 alarm in 4 windows");
  }

  @Test
  void comparesWithSavedCounts() throws Exception {
    Path counts = rides.path("reference.counts");
    Path shifted = rides.file("shifted.csv", rows(3, 2000, 3, 2));
    String[] save = {"drift", "--reference", reference.toString(), "--save", counts.toString()};
    assertThat(Console.run(save).exitCode()).isZero();
    JsonNode direct = json(drift("--current", shifted.toString(), "--json"), 1);
    Console console =
        Console.run(
            "drift", "--reference", counts.toString(), "--current", shifted.toString(), "--json");
    assertThat(json(console, 1)).isEqualTo(direct);
  }

  @Test
  void measuresEveryDistanceOnDemand() throws Exception {
    Path shifted = rides.file("shifted.csv", rows(3, 2000, 3, 2));
    JsonNode report = json(drift("--current", shifted.toString(), "--json", "--details"), 1);
    JsonNode details = report.path("windows").path(0).path("details");
    // Fifteen of the numbers, eleven of the categories.
    assertThat(details).hasSize(26);
    // A shift of three, to the width of the outermost bins.
    assertThat(verdict(details, "fare", "wasserstein").path("value").asDouble())
        .isBetween(2.7, 3.3);
  }

  @Test
  void decidesAsOthersDo() throws Exception {
    Path shifted = rides.file("shifted.csv", rows(3, 2000, 3, 2));
    JsonNode report =
        json(drift("--current", shifted.toString(), "--json", "--compat", "evidently"), 1);
    assertThat(report.path("windows").path(0).path("verdicts").findValuesAsText("measure"))
        .containsExactly("js_distance", "wasserstein_per_sigma");
  }

  @Test
  void comparesWindowsThatWereSaved() throws Exception {
    Path shifted = rides.file("shifted.csv", rows(3, 2000, 3, 2));
    Path counts = rides.path("reference.counts");
    String[] save = {"--save", counts.toString(), "--save-windows", rides.path("w").toString()};
    drift("--current", shifted.toString(), save[0], save[1], save[2], save[3]);
    Path saved;
    try (var files = Files.list(rides.path("w"))) {
      saved = files.findFirst().orElseThrow();
    }
    JsonNode again =
        json(
            Console.run(
                "drift", "--reference", counts.toString(), "--current", saved.toString(), "--json"),
            1);
    JsonNode direct = json(drift("--current", shifted.toString(), "--json"), 1);
    assertThat(again.path("windows").path(0).path("verdicts"))
        .isEqualTo(direct.path("windows").path(0).path("verdicts"));
    // Another reference has another grid.
    check("saved", rides.file("same.csv", rows(2, 2000, 0, 2)), saved);
  }

  private void check(String name, Path reference, Path saved) {
    Console console =
        Console.run("drift", "--reference", reference.toString(), "--current", saved.toString());
    assertThat(console.err()).as(name).contains("on another grid (expected: counts that");
    assertThat(console.exitCode()).isEqualTo(2);
  }

  @Test
  void comparesStatistics() throws Exception {
    Path before = rides.stats("before", rows(1, 4000, 0, 2));
    Path same = rides.stats("same", rows(2, 4000, 0, 2));
    Path shifted = rides.stats("shifted", rows(3, 4000, 3, 2));
    Console quiet =
        Console.run("drift", "--reference", before.toString(), "--current", same.toString());
    assertThat(quiet.exitCode()).as(quiet.toString()).isZero();
    JsonNode report = json(ofStatistics(before, shifted), 1);
    assertThat(report.path("alarms").findValuesAsText("feature")).containsExactly("fare");
    // A record of statistics is no example.
    Path record = rides.path("before.tfrecord");
    StatisticsFiles.write(record, StatisticsFiles.read(before));
    Path shiftedRecord = rides.path("shifted.tfrecord");
    StatisticsFiles.write(shiftedRecord, StatisticsFiles.read(shifted));
    assertThat(verdicts(json(ofStatistics(record, shiftedRecord), 1))).isEqualTo(verdicts(report));
    reference = record;
    Path rows = rides.file("rows.csv", rows(2, 2000, 0, 2));
    String given = ": with statistics, " + record + " (expected: data files)";
    check("--slice" + given, rows, "--slice", "vendor");
    check("--reference-span" + given, rows, "--time", "at", "--reference-span", "2024-01/2024-02");
    check("--season" + given, rows, "--time", "at", "--by", "day", "--season", "day_of_week");
    check(
        "--features: [fair] (expected: features of numbers or strings of " + record + ")",
        rows,
        "--features",
        "fare,fair");
    reference = rows;
    check("--by" + given, record, "--time", "at", "--by", "day");
  }

  private static Console ofStatistics(Path reference, Path current) {
    return Console.run(
        "drift", "--reference", reference.toString(), "--current", current.toString(), "--json");
  }

  private static JsonNode verdicts(JsonNode report) {
    return report.path("windows").path(0).path("verdicts");
  }

  @Test
  void namesStatisticsWithoutAHistogram() throws Exception {
    Path current = rides.stats("current", rows(2, 2000, 0, 2));
    DatasetFeatureStatisticsList.Builder list = StatisticsFiles.read(current).toBuilder();
    list.getDatasetsBuilder(0).getFeaturesBuilderList().stream()
        .filter(FeatureNameStatistics.Builder::hasNumStats)
        .forEach(feature -> feature.getNumStatsBuilder().clearHistograms());
    StatisticsFiles.write(current, list.build());
    check(current + ": vendor: no histogram of its values (expected: one of numbers", current);
    reference = current;
    check("--reference: no feature to watch in " + current + " (expected: one", current);
  }

  @Test
  void testsRowsAsAWhole() throws Exception {
    Path shifted = rides.file("shifted.csv", rows(3, 2000, 3, 2));
    JsonNode report = json(drift("--current", shifted.toString(), "--json", "--multivariate"), 1);
    JsonNode tests = report.path("multivariate").path(shifted.toString());
    assertThat(tests.findValuesAsText("method"))
        .containsExactly("pca_reconstruction", "domain_classifier", "mmd");
    assertThat(tests.findValuesAsText("drift")).containsExactly("true", "true", "true");
  }

  @Test
  void judgesSlices() throws Exception {
    Path shifted = rides.file("shifted.csv", rows(3, 4000, 3, 2));
    JsonNode report =
        json(drift("--current", shifted.toString(), "--json", "--slice", "vendor"), 1);
    assertThat(report.path("alarms").findValuesAsText("slice"))
        .containsExactly("", "vendor_0", "vendor_1");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(Console.run("drift").err()).contains("--reference: none (expected: files)");
    Path same = rides.file("same.csv", rows(2, 2000, 0, 2));
    check("--by: without --time (expected: --time NAME)", same, "--by", "day");
    check("method: psy (expected: one of psi, new_values", same, "--methods", "psy");
    check("features: [fair] (expected: columns of", same, "--features", "fair");
    check("fdr: bh (expected: addis", same, "--fdr", "bh");
    check("--threshold: [ks] (expected: of psi, new_values)", same, "--threshold", "ks=0.1");
    check("nowhere.csv", Path.of("nowhere.csv"));
  }

  private void check(String message, Path current, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--current";
    arguments[1] = current.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    Console console = drift(arguments);
    assertThat(console.err()).contains(message);
    assertThat(console.exitCode()).isEqualTo(2);
  }

  private Console drift(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "drift";
    arguments[1] = "--reference";
    arguments[2] = reference.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Console.run(arguments);
  }

  private static JsonNode json(Console console, int exitCode) throws Exception {
    assertThat(console.exitCode()).as(console.toString()).isEqualTo(exitCode);
    return new ObjectMapper().readTree(console.out());
  }

  private static JsonNode verdict(JsonNode verdicts, String feature, String measure) {
    for (JsonNode verdict : verdicts) {
      if (verdict.path("feature").asText().equals(feature)
          && verdict.path("measure").asText().equals(measure)) {
        return verdict;
      }
    }
    throw new AssertionError("verdict on " + feature + " by " + measure + " in " + verdicts);
  }

  private static String rows(int seed, int rows, double shift, int vendors) {
    return rows(seed, rows, shift, vendors, "2024-01");
  }

  private static String rows(int seed, int rows, double shift, int vendors, String month) {
    return "id,at,vendor,fare\n" + body(seed, rows, shift, vendors, month);
  }

  /** Vendors alike, fares normal with a deviation of 2. */
  private static String body(int seed, int rows, double shift, int vendors, String month) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      csv.append("r").append(seed * 100_000 + i).append(',').append(month);
      csv.append(String.format("-%02dT%02d:00:00", 1 + i * 27 / rows, i % 24));
      csv.append(',').append(random.nextInt(vendors)).append(',');
      csv.append(10 + shift + 2 * random.nextGaussian()).append('\n');
    }
    return csv.toString();
  }
}
