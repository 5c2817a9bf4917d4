package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.statistics.StatisticsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics in shards, written and named on the command line. */
class StatsShardsTest {
  private final Path directory;
  private final Rides rides;
  private Path whole;
  private String prefix;

  StatsShardsTest(@TempDir Path directory) {
    this.directory = directory;
    this.rides = new Rides(directory);
  }

  @BeforeEach
  void writeWhole() throws Exception {
    whole = rides.stats("whole", Rides.FOUR, "--slice", "country");
    prefix = rides.path("stats").toString();
  }

  @Test
  void shardsHoldWhatTheFileHolds() throws Exception {
    // Three features each of all rows and of two slices: nine to share out.
    Console console = write("--shards", "4");
    assertThat(console.err())
        .startsWith("4 rows, 3 features, 2 slices in ")
        .endsWith(": " + prefix + "-*-of-*\n");
    assertThat(written())
        .containsExactly(
            "stats-00000-of-00004",
            "stats-00001-of-00004",
            "stats-00002-of-00004",
            "stats-00003-of-00004",
            "stats.accumulator");
    assertThat(StatisticsFiles.read(Path.of(prefix))).isEqualTo(StatisticsFiles.read(whole));
  }

  @Test
  void thereAreNoMoreShardsThanFeatures() throws Exception {
    write("--shards", "500");
    assertThat(written()).hasSize(9 + 1).contains("stats-00008-of-00009");
  }

  @Test
  void theyReplaceThoseOfAnotherNumber() throws Exception {
    write("--shards", "3");
    write("--shards", "2");
    assertThat(written())
        .containsExactly("stats-00000-of-00002", "stats-00001-of-00002", "stats.accumulator");
  }

  @Test
  void aRunThatFailsLeavesTheOldOnes() throws Exception {
    write("--shards", "3");
    List<String> before = written();
    Path data = rides.file("bad.csv", Rides.HEADER + "30,de\n");
    Console failed =
        Console.run("stats", "--input", data.toString(), "--out", prefix, "--shards", "2");
    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(written()).isEqualTo(before);
    // Nor does one that cannot put all of them in their places.
    Files.createDirectory(Path.of(prefix + "-00001-of-00002"));
    Console blocked = Console.run(arguments("--shards", "2"));
    assertThat(blocked.exitCode()).isEqualTo(2);
    assertThat(blocked.err())
        .endsWith(prefix + "-00001-of-00002: a directory (expected: a file)\n");
    before.add("stats-00001-of-00002");
    assertThat(written()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void theOptionsOfTfdvAskForThemToo() throws Exception {
    String options =
        rides.file("options.json", "{\"_experimental_result_partitions\": 2}").toString();
    write("--options", options);
    assertThat(written()).contains("stats-00001-of-00002");
    // The command line goes first.
    Path one = rides.path("one.pb");
    Rides.succeed(
        "stats",
        "--input",
        rides.path("whole.csv").toString(),
        "--out",
        one.toString(),
        "--options",
        options,
        "--shards",
        "1");
    assertThat(StatisticsFiles.read(one).getDatasets(0).getFeaturesCount()).isEqualTo(3);
  }

  @Test
  void theyAreMergedByTheAccumulatorBesideThem() throws Exception {
    write("--shards", "3");
    String twice = rides.path("twice").toString();
    Console console =
        Rides.succeed("stats", "merge", prefix, whole.toString(), "--out", twice, "--shards", "2");
    assertThat(console.err()).isEqualTo("8 rows of 2 files: " + twice + "-*-of-*\n");
    assertThat(rides.path("twice-00001-of-00002")).exists();
    assertThat(StatisticsFiles.read(Path.of(twice)).getDatasets(0).getNumExamples()).isEqualTo(8);
    // What TFDV writes has no accumulator.
    Files.delete(rides.path("stats.accumulator"));
    assertThat(mistake("stats", "merge", prefix, "--out", twice + ".pb"))
        .startsWith(prefix + ": no accumulator beside it (expected: " + prefix + ".accumulator");
  }

  @Test
  void everyCommandReadsThem() throws Exception {
    write("--shards", "3");
    String schema = rides.path("schema.pbtxt").toString();
    Rides.succeed("schema", "infer", "--stats", prefix, "--out", schema);
    assertThat(Files.readString(Path.of(schema)))
        .isEqualTo(Files.readString(rides.schema(whole)))
        .contains("country");
    Rides.succeed("schema", "update", "--schema", schema, "--stats", prefix, "--out", schema);
    Rides.succeed("validate", "--stats", prefix, "--schema", schema, "--previous", prefix);
    Rides.succeed("validate", "--stats", prefix, "--schema", schema, "--serving", prefix);
    Path report = rides.path("report.html");
    Rides.succeed("report", "--stats", prefix, "--compare", prefix, "--out", report.toString());
    assertThat(report).content().contains("country");
    assertThat(drift(prefix)).isEqualTo(drift(whole.toString()).replace(whole.toString(), prefix));
    Files.delete(rides.path("stats-00001-of-00003"));
    assertThat(mistake("validate", "--stats", prefix, "--schema", schema))
        .isEqualTo(
            prefix + "-00001-of-00003: no such file (expected: all 3 shards of " + prefix + ")");
  }

  /** The tables, whose columns are as wide as what is in them. */
  private static String drift(String statistics) {
    return Console.run("drift", "--reference", statistics, "--current", statistics)
        .out()
        .replaceAll(" +", " ");
  }

  @Test
  void mistakesAreToldBeforeTheWork() throws Exception {
    assertThat(mistake(arguments("--shards", "0"))).isEqualTo("--shards: 0 (expected: >= 1)");
    prefix = rides.path("stats.pb").toString();
    assertThat(mistake(arguments("--shards", "2")))
        .isEqualTo(
            "--out: "
                + prefix
                + " (expected: for 2 shards, by --shards or experimentalResultPartitions,"
                + " a name that their names start with, such as stats)");
    prefix = rides.path("stats-00000-of-00002").toString();
    assertThat(mistake(arguments("--shards", "2"))).contains("a name that their names start with");
    prefix = rides.file("stats.tfrecord", "").toString();
    assertThat(mistake(arguments("--shards", "2"))).contains("a name that is not taken");
  }

  private Console write(String... options) {
    return Rides.succeed(arguments(options));
  }

  private String[] arguments(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("stats", "--input", rides.path("whole.csv").toString(), "--out", prefix));
    all.addAll(List.of("--slice", "country"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private static String mistake(String... arguments) {
    Console console = Console.run(arguments);
    assertThat(console.exitCode()).isEqualTo(2);
    return console.err().strip();
  }

  /** What there is whose name starts with the prefix, sorted. */
  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("stats") || name.startsWith("."))
              .sorted()
              .toList());
    }
  }
}
