package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.millrace.models.data.files.tfrecord.TfRecordWriter;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

class ValidateRecordsTest {
  private static final String SCHEMA =
      """
      feature { name: "age" type: INT value_count { min: 1 max: 1 } int_domain { min: 0 max: 120 } }
      feature { name: "country" type: BYTES shape {} presence { min_fraction: 1 min_count: 1 }
        string_domain { value: "de" value: "fr" } }
      """;

  private final Rides rides;

  ValidateRecordsTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @Test
  void csvRecordsAreSorted() throws Exception {
    Console console =
        validate("rides.csv", "age,country\n30,de\n\"400\",fr\nold,de\n,fr\n50,\n60,us\n");
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    assertThat(console.out()).endsWith("2 good, 4 bad: " + rides.path("out") + "\n");
    assertThat(Files.readString(out("good-00000-of-00001.csv")))
        .isEqualTo("age,country\n30,de\n,fr\n");
    List<JsonNode> bad = lines(out("bad-00000-of-00001.jsonl"));
    assertThat(bad)
        .extracting(line -> line.get("text").asText().strip())
        .containsExactlyInAnyOrder("\"400\",fr", "old,de", "50,", "60,us");
    JsonNode old = find(bad, "\"400\",fr");
    assertThat(old.get("source").asText()).startsWith(rides.path("rides.csv").toString());
    assertThat(old.get("reasons")).hasSize(1);
    assertThat(old.at("/reasons/0/feature").asText()).isEqualTo("age");
    assertThat(old.at("/reasons/0/value").asText()).isEqualTo("400");
    assertThat(old.at("/reasons/0/rule").asText()).isEqualTo("INT_TYPE_BIG_INT");
    assertThat(find(bad, "old,de").at("/reasons/0/rule").asText()).isEqualTo("UNREADABLE");
    assertThat(find(bad, "60,us").at("/reasons/0/rule").asText())
        .isEqualTo("ENUM_TYPE_UNEXPECTED_STRING_VALUES");
  }

  @Test
  void theDirectoryIsThereWhenNoRecordIs() throws Exception {
    Console console = validate("rides.json", "");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out()).isEqualTo("0 good, 0 bad: " + rides.path("out") + "\n");
    assertThat(rides.path("out")).isEmptyDirectory();
  }

  @Test
  void aConfigurationSaysWhatIsReportedAndHowBadItIs() throws Exception {
    Path config =
        rides.file(
            "validation.yaml",
            """
            features_needed: [tax]
            severity_overrides:
              - type: INT_TYPE_BIG_INT
                severity: warning
            """);

    Console console =
        validate(
            "rides.csv",
            "age,country,tip\n400,de,1\n400,us,2\n30,de,3\n",
            "--config",
            config.toString(),
            "--json");
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    JsonNode counts = new ObjectMapper().readTree(console.out());
    assertThat(counts.get("good").asInt()).isEqualTo(2);
    assertThat(counts.get("reasons"))
        .extracting(reason -> reason.get("rule").asText() + " " + reason.get("severity").asText())
        .containsExactly("INT_TYPE_BIG_INT WARNING", "ENUM_TYPE_UNEXPECTED_STRING_VALUES ERROR");
    assertThat(lines(out("bad-00000-of-00001.jsonl")).get(0).get("reasons"))
        .extracting(reason -> reason.get("severity").asText())
        .containsExactly("WARNING", "ERROR");
  }

  @Test
  void recordsWithWarningsOnlyAreGood() throws Exception {
    Console console =
        validate(
            "rides.csv",
            "age,country,tip,tax\n400,de,1,\n400,us,2,\n30,de,3,4\n",
            "--severity",
            "INT_TYPE_BIG_INT=warning,ENUM_TYPE_UNEXPECTED_STRING_VALUES=warning,SCHEMA_NEW_COLUMN=warning",
            "--features-needed",
            "tax");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out())
        .containsPattern("2 +age +warning +INT_TYPE_BIG_INT\n")
        .containsPattern("1 +country +warning +ENUM_TYPE_UNEXPECTED_STRING_VALUES\n")
        .containsPattern("1 +tax +warning +SCHEMA_NEW_COLUMN\n")
        .doesNotContain("tip")
        .endsWith("3 good, 0 bad: " + rides.path("out") + "\n");
  }

  /** No country in the files, though the schema wants one and says its type. */
  @Test
  void aColumnThatTheFilesLackIsMissingInEachRecord() throws Exception {
    Console console = validate("rides.csv", "age\n30\n40\n");
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    List<JsonNode> bad = lines(out("bad-00000-of-00001.jsonl"));
    assertThat(bad).hasSize(2);
    assertThat(bad.get(0).at("/reasons/0/feature").asText()).isEqualTo("country");
    assertThat(bad.get(0).at("/reasons/0/rule").asText())
        .isEqualTo("FEATURE_TYPE_LOW_FRACTION_PRESENT");
  }

  @Test
  void badRecordsStayReadable() throws Exception {
    validate("rides.csv", "age,country\n30,\uD83D\uDE95\n");
    assertThat(Files.readString(out("bad-00000-of-00001.jsonl")))
        .contains("\"text\":\"30,\uD83D\uDE95");
  }

  @Test
  void theOutputMustNotBeAFile() throws Exception {
    Path file = rides.file("out", "here already");
    Console console = validate("rides.csv", "age,country\n30,de\n");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err()).isEqualTo(file + ": a file (expected: a directory)\n");
  }

  @Test
  void rowsOfParquetBecomeJson() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/golden/rides.parquet")) {
      Files.copy(Objects.requireNonNull(in), rides.path("rides.parquet"));
    }
    Console console = validate(rides.path("rides.parquet"));
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    assertThat(Files.readString(out("good-00000-of-00001.jsonl")))
        .isEqualTo("{\"age\":30,\"country\":\"de\"}\n");
    assertThat(lines(out("bad-00000-of-00001.jsonl")))
        .extracting(line -> line.get("text").asText())
        .containsExactly("{\"age\":400,\"country\":\"fr\"}", "{\"age\":null,\"country\":\"us\"}");
  }

  @Test
  void jsonWithListsOfListsAndStructsFitsTheSchemaInferredFromIt() throws Exception {
    String file =
        rides
            .file(
                "nested.json",
                """
                {"m":[[1,2],[3]],"s":[["a","b"],["c"]],"o":{"x":1.5,"t":[1,2.5]},"n":[[1]]}
                {"m":[[4]],"s":[["c"]],"o":{"x":2.5,"t":[3.5]},"n":[[0.5]]}
                """)
            .toString();
    String stats = rides.path("nested.pb").toString();
    String schema = rides.path("nested.pbtxt").toString();
    assertThat(Console.run("stats", "--input", file, "--out", stats).exitCode()).isZero();
    assertThat(Console.run("schema", "infer", "--stats", stats, "--out", schema).exitCode())
        .isZero();
    // Whole numbers only where the schema says floats.
    Path other =
        rides.file(
            "other.json", "{\"m\":[[1]],\"s\":[[\"a\"]],\"o\":{\"x\":1,\"t\":[2]},\"n\":[[3]]}\n");
    for (String input : List.of(file, other.toString())) {
      Console console =
          Console.run(
              "validate",
              "--input",
              input,
              "--schema",
              schema,
              "--out",
              rides.path("out-of-" + Path.of(input).getFileName()).toString());
      assertThat(console.exitCode()).as(console.out() + console.err()).isZero();
    }
  }

  @Test
  void goodFilesCanBeReadAgain() throws Exception {
    validate("rides.csv", "age,country\n30,de\n400,fr\n");
    Console again =
        Console.run(
            "validate",
            "--input",
            out("good-00000-of-00001.csv").toString(),
            "--schema",
            rides.path("schema.pbtxt").toString(),
            "--out",
            rides.path("again").toString());
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out().strip()).isEqualTo("1 good, 0 bad: " + rides.path("again"));
    try (Stream<Path> files = Files.list(rides.path("again"))) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("good-00000-of-00001.csv");
    }
  }

  @Test
  void jsonRecordsKeepTheirText() throws Exception {
    Console console =
        validate(
            "rides.jsonl",
            "{ \"age\": 30,  \"country\": \"de\" }\n{\"age\": 30, \"country\": \"us\"}\n");
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    assertThat(Files.readString(out("good-00000-of-00001.jsonl")))
        .isEqualTo("{ \"age\": 30,  \"country\": \"de\" }\n");
    assertThat(lines(out("bad-00000-of-00001.jsonl")).get(0).get("text").asText())
        .isEqualTo("{\"age\": 30, \"country\": \"us\"}");
  }

  @Test
  void programsGetJson() throws Exception {
    Console console = validate("rides.csv", "age,country\n30,us\n40,us\n50,de\n", "--json");
    JsonNode json = new ObjectMapper().readTree(console.out());
    assertThat(json.get("good").asLong()).isEqualTo(1);
    assertThat(json.get("bad").asLong()).isEqualTo(2);
    assertThat(json.get("reasons").toString())
        .isEqualTo(
            "[{\"feature\":\"country\",\"rule\":\"ENUM_TYPE_UNEXPECTED_STRING_VALUES\","
                + "\"severity\":\"ERROR\",\"records\":2}]");
  }

  @Test
  void examplesKeepTheirBytes() throws Exception {
    Path data = rides.path("rides.tfrecord");
    byte[] german = example(30, "de");
    byte[] american = example(40, "us");
    try (TfRecordWriter out = TfRecordWriter.open(data)) {
      out.write(german, 0, german.length);
      out.write(american, 0, american.length);
    }
    Console console = validate(data);
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    Path expected = rides.path("expected.tfrecord");
    try (TfRecordWriter out = TfRecordWriter.open(expected)) {
      out.write(german, 0, german.length);
    }
    assertThat(out("good-00000-of-00001.tfrecord")).hasSameBinaryContentAs(expected);
    assertThat(lines(out("bad-00000-of-00001.jsonl")).get(0).get("original").binaryValue())
        .isEqualTo(american);
  }

  @Test
  void afterAFailureThereAreNoRecords() throws Exception {
    Path data = rides.path("rides.tfrecord");
    byte[] german = example(30, "de");
    try (TfRecordWriter out = TfRecordWriter.open(data)) {
      out.write(german, 0, german.length);
      out.write(german, 0, german.length);
    }
    byte[] whole = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(whole, whole.length - 9));
    Console console = validate(data);
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err()).startsWith(data + ", byte " + whole.length / 2).hasLineCount(1);
    assertThat(rides.path("out")).doesNotExist();
  }

  @Test
  void needsADirectoryToWriteTo() throws Exception {
    Path data = rides.file("rides.csv", "age,country\n30,de\n");
    Path schema = rides.file("schema.pbtxt", SCHEMA);
    String[] arguments = {"validate", "--input", data.toString(), "--schema", schema.toString()};
    Console console = Console.run(arguments);
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err()).isEqualTo("--out: none (expected: a directory to write to)\n");
  }

  private static byte[] example(long age, String country) {
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature(
                    "age",
                    Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(age)).build())
                .putFeature(
                    "country",
                    Feature.newBuilder()
                        .setBytesList(
                            BytesList.newBuilder().addValue(ByteString.copyFromUtf8(country)))
                        .build()))
        .build()
        .toByteArray();
  }

  @Test
  void avroRecordsKeepTheirSchema() throws Exception {
    Schema schema =
        SchemaBuilder.record("Ride")
            .namespace("rides")
            .fields()
            .requiredLong("age")
            .requiredString("country")
            .endRecord();
    Path data = rides.path("rides.avro");
    try (DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>())) {
      out.create(schema, data.toFile());
      out.append(new GenericRecordBuilder(schema).set("age", 30L).set("country", "de").build());
      out.append(new GenericRecordBuilder(schema).set("age", 500L).set("country", "fr").build());
      out.append(new GenericRecordBuilder(schema).set("age", 50L).set("country", "fr").build());
    }
    Console console = validate(data);
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    try (DataFileReader<GenericRecord> good =
        new DataFileReader<>(
            out("good-00000-of-00001.avro").toFile(), new GenericDatumReader<>())) {
      assertThat(good.getSchema()).isEqualTo(schema);
      assertThat((Iterable<GenericRecord>) good)
          .extracting(ride -> ride.get("age"))
          .containsExactly(30L, 50L);
    }
  }

  @Test
  void recordsOfTwoRunsAreNotMixed() throws Exception {
    validate("rides.csv", "age,country\n30,de\n");
    Console again = validate("rides.csv", "age,country\n30,de\n");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err().strip())
        .isEqualTo(
            rides.path("out")
                + ": has good-00000-of-00001.csv (expected: no records of an earlier run)");
  }

  @Test
  void peoplesOwnRulesCount() throws Exception {
    Path config =
        rides.file(
            "rules.yaml",
            """
            rules:
              - name: grown-ups-in-france
                over: record
                expression: country != 'fr' || age >= 18
            """);
    Console console =
        validate("rides.csv", "age,country\n17,de\n17,fr\n18,fr\n", "--config", config.toString());
    assertThat(console.exitCode()).as(console.err()).isEqualTo(1);
    assertThat(Files.readString(out("good-00000-of-00001.csv")))
        .isEqualTo("age,country\n17,de\n18,fr\n");
    assertThat(lines(out("bad-00000-of-00001.jsonl")).get(0).at("/reasons/0/rule").asText())
        .isEqualTo("grown-ups-in-france");
  }

  @Test
  void statisticsOfOtherDataAreOutOfPlace() throws Exception {
    Console console = validate("rides.csv", "age,country\n30,de\n", "--previous", "p.pb");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err().strip())
        .isEqualTo(
            "--previous, --previous-version, --serving, --slices: with --input (expected: with --stats)");
  }

  private Console validate(String name, String text, String... options) throws Exception {
    return validate(rides.file(name, text), options);
  }

  private Console validate(Path data, String... options) throws Exception {
    Path schema = rides.file("schema.pbtxt", SCHEMA);
    List<String> arguments =
        List.of(
            "validate",
            "--input",
            data.toString(),
            "--schema",
            schema.toString(),
            "--out",
            rides.path("out").toString());
    return Console.run(
        Stream.concat(arguments.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private Path out(String name) {
    return rides.path("out").resolve(name);
  }

  private static List<JsonNode> lines(Path file) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  private static JsonNode find(List<JsonNode> lines, String text) {
    return lines.stream()
        .filter(line -> line.get("text").asText().strip().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
