package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.statistics.StatisticsFiles;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.StringStatistics;

class StatsCommandTest {
  private final Rides rides;

  StatsCommandTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stats.pb", "stats.tfrecord", "stats.pbtxt"})
  void figuresAreThoseWorkedOutByHand(String name) throws Exception {
    Path data = rides.file("rides.csv", Rides.FOUR);
    Path out = rides.path(name);
    Console console =
        Rides.succeed(
            "stats", "--input", data.toString(), "--format", "csv", "--out", out.toString());
    assertThat(console.err()).startsWith("4 rows, 3 features in ").contains(" rows/s): " + out);
    DatasetFeatureStatisticsList list = StatisticsFiles.read(out);
    assertThat(list.getDatasetsList()).hasSize(1);
    DatasetFeatureStatistics all = list.getDatasets(0);
    assertThat(all.getName()).isEmpty();
    assertThat(all.getNumExamples()).isEqualTo(4);

    FeatureNameStatistics age = feature(all, "age");
    assertThat(age.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
    CommonStatistics ages = age.getNumStats().getCommonStats();
    assertThat(List.of(ages.getNumNonMissing(), ages.getNumMissing())).containsExactly(3L, 1L);
    assertThat(age.getNumStats().getMean()).isEqualTo(40);
    // The population's: the square root of (100 + 0 + 100) / 3.
    assertThat(age.getNumStats().getStdDev()).isEqualTo(8.16497, within(1e-5));
    assertThat(age.getNumStats().getMedian()).isEqualTo(40);

    NumericStatistics fares = feature(all, "fare").getNumStats();
    assertThat(feature(all, "fare").getType()).isEqualTo(FeatureNameStatistics.Type.FLOAT);
    assertThat(fares.getMean()).isEqualTo(1.875);
    assertThat(fares.getNumZeros()).isEqualTo(1);
    assertThat(List.of(fares.getMin(), fares.getMax())).containsExactly(0.0, 3.5);

    StringStatistics countries = feature(all, "country").getStringStats();
    assertThat(countries.getUnique()).isEqualTo(2);
    assertThat(countries.getAvgLength()).isEqualTo(2);
    assertThat(countries.getTopValuesList())
        .extracting(
            StringStatistics.FreqAndValue::getValue, StringStatistics.FreqAndValue::getFrequency)
        .containsExactly(tuple("de", 3.0), tuple("fr", 1.0));
  }

  @Test
  void slicesAreByFeatureByValueAndCrossed() throws Exception {
    assertThat(slices("--slice", "country"))
        .containsExactly("All Examples 4", "country_de 3", "country_fr 1");
    assertThat(slices("--slice", "country=de")).containsExactly("All Examples 4", "country_de 3");
    assertThat(slices("--slice", "country,age=30"))
        .containsExactly("All Examples 4", "age_30_country_de 1");
    assertThat(slices("--slice", "country=fr", "--slice", "age=50"))
        .containsExactly("All Examples 4", "age_50 1", "country_fr 1");
  }

  private List<String> slices(String... options) throws Exception {
    return StatisticsFiles.read(rides.stats("sliced", Rides.FOUR, options))
        .getDatasetsList()
        .stream()
        .map(slice -> slice.getName() + " " + slice.getNumExamples())
        .toList();
  }

  @Test
  void weightsCount() throws Exception {
    DatasetFeatureStatistics all =
        StatisticsFiles.read(rides.stats("weighted", "x,w\n1,3.0\n5,1.0\n", "--weight", "w"))
            .getDatasets(0);
    assertThat(all.getWeightedNumExamples()).isEqualTo(4);
    // (1 * 3 + 5 * 1) / 4
    assertThat(feature(all, "x").getNumStats().getWeightedNumericStats().getMean()).isEqualTo(2);
  }

  @Test
  void onlyTheFeaturesThatAreAskedForAreThere() throws Exception {
    DatasetFeatureStatistics all =
        StatisticsFiles.read(rides.stats("some", Rides.FOUR, "--features", "fare,age"))
            .getDatasets(0);
    assertThat(all.getFeaturesList())
        .extracting(feature -> feature.getPath().getStep(0))
        .containsExactlyInAnyOrder("age", "fare");
  }

  @Test
  void optionsMayComeFromAFile() throws Exception {
    Path options = rides.file("options.json", "{\"numTopValues\": 1}");
    StringStatistics countries =
        feature(
                StatisticsFiles.read(
                        rides.stats("few", Rides.FOUR, "--options", options.toString()))
                    .getDatasets(0),
                "country")
            .getStringStats();
    assertThat(countries.getTopValuesList()).hasSize(1);
  }

  @Test
  void aSchemaSaysTheTypes() throws Exception {
    Path schema =
        rides.file(
            "types.pbtxt",
            "feature { name: 'age' type: FLOAT } feature { name: 'fare' type: BYTES }");
    DatasetFeatureStatistics all =
        StatisticsFiles.read(
                rides.stats(
                    "typed", Rides.FOUR, "--schema", schema.toString(), "--infer-type-from-schema"))
            .getDatasets(0);
    assertThat(feature(all, "age").getType()).isEqualTo(FeatureNameStatistics.Type.FLOAT);
    assertThat(feature(all, "fare").getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
  }

  @Test
  void mergedStatisticsAreThoseOfAllFilesAtOnce() throws Exception {
    Path first =
        rides.stats("first", Rides.HEADER + "30,de,1.5\n40,fr,2.5\n", "--slice", "country");
    Path second =
        rides.stats("second", Rides.HEADER + ",de,3.5\n50,de,0.0\n", "--slice", "country");
    Path merged = rides.path("merged.pb");
    Rides.succeed(
        "stats", "merge", first.toString(), second.toString(), "--out", merged.toString());
    Path atOnce = rides.stats("all", Rides.FOUR, "--slice", "country");
    assertThat(StatisticsFiles.read(merged)).isEqualTo(StatisticsFiles.read(atOnce));
    Path again = rides.path("again.pb");
    Rides.succeed("stats", "merge", merged.toString(), first.toString(), "--out", again.toString());
    assertThat(StatisticsFiles.read(again).getDatasets(0).getNumExamples()).isEqualTo(6);
  }

  @Test
  void statisticsOfOtherOptionsAreNotMerged() throws Exception {
    Path first = rides.stats("first", Rides.FOUR);
    Path second = rides.stats("second", Rides.FOUR, "--slice", "country");
    Path merged = rides.path("merged.pb");
    Console console =
        Console.run(
            "stats", "merge", first.toString(), second.toString(), "--out", merged.toString());
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err().strip())
        .isEqualTo(
            second
                + ": computed otherwise than "
                + first
                + ": slicingConfig: Slicing[specs=[SliceSpec[featureKeys=[country],"
                + " featureValues={}]]] (expected: Slicing[specs=[]])");
    assertThat(merged).doesNotExist();
  }

  @Test
  void aRowThatCannotBeReadEndsTheRunOrIsKept() throws Exception {
    Path data = rides.file("bad.csv", Rides.HEADER + "30,de,1.5\n40,fr\n50,de,0.0\n");
    Path out = rides.path("bad.pb");
    Console console = Console.run("stats", "--input", data.toString(), "--out", out.toString());
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err().strip()).startsWith(data.toString()).hasLineCount(1).contains("2 ");
    assertThat(out).doesNotExist();

    Path letters = rides.path("letters.jsonl");
    Console kept =
        Rides.succeed(
            "stats",
            "--input",
            data.toString(),
            "--out",
            out.toString(),
            "--dead-letters",
            letters.toString());
    assertThat(kept.err())
        .contains("2 rows, 3 features")
        .contains("1 row could not be read: " + letters);
    // "40,fr" in base64.
    assertThat(Files.readAllLines(letters))
        .singleElement()
        .asString()
        .contains("\"original\":\"NDAsZnI");

    String gone = rides.path("gone.csv").toString();
    Console failed =
        Console.run(
            "stats",
            "--input",
            gone,
            "--out",
            rides.path("gone.pb").toString(),
            "--dead-letters",
            letters.toString());
    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(letters).as("those of the run that worked").isNotEmptyFile();
  }

  @Test
  void everyMistakeIsOneLineAndExitCodeTwo() throws Exception {
    String data = rides.file("rides.csv", Rides.FOUR).toString();
    String out = rides.path("out.pb").toString();
    assertThat(mistake("stats", "--out", out)).isEqualTo("--input: none (expected: files to read)");
    assertThat(mistake("stats", "--input", data))
        .isEqualTo("--out: none (expected: a file to write)");
    assertThat(mistake("stats", "--input", data, "--out", rides.path("o.txt").toString()))
        .isEqualTo("--out: o.txt (expected: extension .pb, .tfrecord or .pbtxt)");
    String nowhere = rides.path("no/where.pb").toString();
    assertThat(mistake("stats", "--input", data, "--out", nowhere))
        .isEqualTo("--out: " + nowhere + " (expected: a file in a directory that exists)");
    String gone = rides.path("gone.csv").toString();
    assertThat(mistake("stats", "--input", gone, "--out", out)).contains(gone);
    assertThat(mistake("stats", "--input", rides.file("x.dat", "").toString(), "--out", out))
        .endsWith("x.dat does not say (expected: csv, tfrecord, avro, parquet or json)");
    assertThat(mistake("stats", "--input", data, "--out", out, "--sample", "2"))
        .isEqualTo("--sample: 2.0 (expected: 0..1, more than 0)");
    assertThat(mistake("stats", "--input", data, "--out", out, "--slice", "a,,b"))
        .startsWith("--slice: a,,b (expected: ");
    assertThat(mistake("stats", "--input", data, "--out", out, "--threads", "0"))
        .isEqualTo("--threads: 0 (expected: >= 1)");
    assertThat(mistake("stats", "--input", data, "--out", out, "--slice", "land"))
        .isEqualTo("--slice: land (expected: one of [age, country, fare])");
    assertThat(mistake("stats", "--input", data, "--out", out, "--weight", "heft"))
        .isEqualTo("--weight: heft (expected: one of [age, country, fare])");
    Path options =
        rides.file(
            "o.json",
            "{'generators': {'MutualInformation': {'label_feature': 'tip'}}}".replace('\'', '"'));
    assertThat(mistake("stats", "--input", data, "--out", out, "--options", options.toString()))
        .isEqualTo(
            "generators.MutualInformation.label_feature: tip (expected: one of [age, country,"
                + " fare])");
    rides.file("o.json", "{\"epsilon\": ");
    assertThat(mistake("stats", "--input", data, "--out", out, "--options", options.toString()))
        .startsWith("--options: " + options + ": line 1: Unexpected end-of-input");
    String none = rides.path("none.json").toString();
    assertThat(mistake("stats", "--input", data, "--out", out, "--options", none))
        .isEqualTo("--options: " + none + ": no such file (expected: a file that exists)");
    assertThat(mistake("stats", "--input", data, "--out", out, "--weight", "country"))
        .isEqualTo("--weight: country is of type STRING (expected: INT or FLOAT)");
    String lonely = rides.stats("lonely", Rides.FOUR).toString();
    Files.delete(Path.of(lonely + ".accumulator"));
    assertThat(mistake("stats", "merge", lonely, "--out", out))
        .isEqualTo(
            lonely
                + ": no accumulator beside it (expected: "
                + lonely
                + ".accumulator, which stats writes)");
  }

  @Test
  void theFormatIsThatOfTheNameWithoutItsCompression() throws Exception {
    Path plain = rides.file("rides.csv", Rides.FOUR);
    Path packed = rides.path("rides.csv.gzip");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(Files.readAllBytes(plain));
    }
    String out = rides.path("o.pb").toString();
    Console console = Console.run("stats", "--input", packed.toString(), "--out", out);
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.err()).startsWith("4 rows, 3 features");

    Path other = Files.copy(plain, rides.path("rides.csv.zst"));
    String letters = rides.path("letters.jsonl").toString();
    Console refused =
        Console.run("stats", "--input", other.toString(), "--out", out, "--dead-letters", letters);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(other + ": compressed as .zst (expected: gzip, or not compressed)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb\n1\t2\n", "a;b\n1;2\n"})
  void cellsOfTsvAreSeparatedByTabsUnlessToldOtherwise(String text) throws Exception {
    String file = rides.file("rides.tsv", text).toString();
    String out = rides.path("o.pb").toString();
    Console console =
        text.contains("\t")
            ? Console.run("stats", "--input", file, "--out", out)
            : Console.run("stats", "--input", file, "--out", out, "--delimiter", ";");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.err()).startsWith("1 rows, 2 features");
  }

  @Test
  void filesOfAnotherFormatAreAMistakeOfOneLine() throws Exception {
    String tfrecord = rides.file("rides.tfrecord", Rides.FOUR).toString();
    assertThat(mistake("stats", "--input", tfrecord, "--out", rides.path("o.pb").toString()))
        .contains(tfrecord);
  }

  private static String mistake(String... arguments) {
    Console console = Console.run(arguments);
    assertThat(console.exitCode()).as(console.err()).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err().strip()).hasLineCount(1);
    return console.err().strip();
  }

  private static FeatureNameStatistics feature(DatasetFeatureStatistics dataset, String name) {
    return dataset.getFeaturesList().stream()
        .filter(feature -> feature.getPath().getStep(0).equals(name))
        .findFirst()
        .orElseThrow();
  }
}
