package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationExceptionTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/millrace/pipelines/config");

  private Path file = Path.of("millrace.yaml");
  private String least = "";

  @BeforeEach
  void readTheLeast(@TempDir Path directory) throws Exception {
    file = directory.resolve("millrace.yaml");
    least = Files.readString(RESOURCES.resolve("least.yaml"));
  }

  @Test
  void namesEveryMistakeWithItsLine() throws Exception {
    ConfigurationException e = wrong(RESOURCES.resolve("mistakes.yaml"));

    assertThat(e.getMessage().replace(RESOURCES + "/", ""))
        .isEqualTo(Files.readString(RESOURCES.resolve("mistakes.txt")).strip());
    assertThat(e.problems()).hasSize(72);
    assertThat(e.problems().get(0).line()).isEqualTo(1);
  }

  @Test
  void namesWhatIsMissingAtItsParent() throws Exception {
    assertThat(problems("# nothing but\nmodel: m\nrecords: {}\nregistry:\n  models: m\n"))
        .contains(
            ":1: labels: missing (expected: keys with values)",
            ":1: store: missing (expected: a path)",
            ":1: features: missing (expected: at least one {name, transform})",
            ":3: records.format: missing (expected: one of csv, json, avro)",
            ":3: records.kafka: missing (expected: kafka or files, where the records come from)",
            ":3: records.event_time: missing (expected: keys with values)",
            ":4: registry.url: missing (expected: jdbc:sqlite:<path> or"
                + " jdbc:postgresql://<host>/<database>)")
        .noneMatch(problem -> problem.contains("labels."));
    assertThat(problems("")).contains(":1: model: missing (expected: " + modelNoun() + ")");
  }

  @Test
  void tellsWhereYamlIsMalformed() throws Exception {
    assertThat(problems("model: m\nstore: [a\nwindows: b\n"))
        .singleElement()
        .asString()
        .startsWith(":3: yaml: ")
        .endsWith("(expected: one well-formed YAML document)");
    assertThat(problems("model: m\nregistry: {models: ${OUT}/models}\n"))
        .singleElement()
        .asString()
        .startsWith(":2: yaml: ")
        .contains("\"${NAME}\" needs quotes");
    assertThat(problems("model: a\n---\nmodel: b\n"))
        .singleElement()
        .asString()
        .startsWith(":2: yaml: but found another document");
    assertThat(problems("- model\n"))
        .containsExactly(":1: file: a list (expected: keys with values)");
  }

  @Test
  void constructsNothingFromTags() throws Exception {
    assertThat(problems(least.replace("store: store", "store: !!java.io.File [/tmp/x]")))
        .containsExactly(
            ":17: yaml: Global tag is not allowed: tag:yaml.org,2002:java.io.File (expected: one"
                + " well-formed YAML document)");
    assertThat(
            problems(
                least.replace("store: store", "store: !path store")
                    + "serving: !!set {poll_interval: PT1S}\n"))
        .containsExactly(
            ":17: store: !path (expected: a value without a tag)",
            ":21: serving: tag:yaml.org,2002:set (expected: a value without a tag)");
  }

  @Test
  void refusesWhatTheDecoderAndTheNamesOfWindowsWould() throws Exception {
    assertThat(
            problems(
                least
                    .replace("format: json\n", "format: csv\n  delimiter: \"\u00a6\"\n")
                    .replace("windows: {size: P1D}", "windows: {size: PT1.5S}")))
        .anyMatch(
            problem ->
                problem.endsWith(
                    "records.delimiter: \u00a6 (expected: one ASCII character, not a quote or an"
                        + " end of line)"))
        .anyMatch(
            problem ->
                problem.endsWith(
                    "windows.size: PT1.5S (expected: a duration of whole seconds, such as PT10S or"
                        + " P1D)"));
  }

  @Test
  void checksSourcesAndSinksAgainstEachOther() throws Exception {
    String kafka = "kafka: {bootstrap_servers: \"k:1\", topic: in}\n  header: false";
    assertThat(
            problems(
                least.replace("files: [trips.json]\n  format: json", kafka + "\n  format: csv")
                    + "sinks: {alarms: {topic: in}, quality: {topic: in,"
                    + " bootstrap_servers: \"other:1\"}}\n"))
        .containsExactly(
            ":4: records.header: given (expected: only with files: a Kafka message has no header"
                + " line)",
            ":22: sinks.alarms.topic: in (expected: another topic than the records and labels are"
                + " read from)");
    assertThat(problems(least + "sinks:\n  alarms: {topic: a}\n"))
        .containsExactly(
            ":22: sinks.alarms.bootstrap_servers: missing (expected: host:port, several with"
                + " commas; records have none)");
    assertThat(
            problems(
                least.replace(
                    "  files: [labels.json]",
                    "  files: []\n  kafka: {bootstrap_servers: \"k:1\", topic: labels}")))
        .containsExactly(":9: labels.files: given (expected: either kafka or files)");
  }

  @Test
  void checksColumnsAgainstTheAvroSchema() throws Exception {
    String inline =
        "format: avro\n  schema: '{\"type\":\"record\",\"name\":\"T\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"at\",\"type\":\"long\"}]}'\n";
    assertThat(problems(least.replaceFirst("format: json\n  columns: .*\n", inline)))
        .containsExactly(
            ":20: features[0].name: size (expected: a column of records of type int or float)");
    assertThat(problems(least.replaceFirst("format: json\n", inline)))
        .containsExactly(
            ":6: records.columns[2].name: size (expected: a field of the Avro schema: id, at)");
    assertThat(
            problems(
                least.replaceFirst(
                    "format: json\n  columns: .*\n", "format: avro\n  schema_file: no.avsc\n")))
        .containsExactly(
            ":5: records.schema_file: no.avsc (expected: a file with an Avro record schema)");
  }

  @Test
  void reportsAMistakeAmongColumnsOnce() throws Exception {
    assertThat(problems(least.replaceFirst("name: size, type: int", "nam: size, type: int")))
        .containsExactly(
            ":5: records.columns[2].name: missing (expected: a text that is not empty)",
            ":5: records.columns[2].nam: unknown key (expected: name)");
    assertThat(problems(least.replaceFirst("\\[\\{name: id.*", "none")))
        .containsExactly(":5: records.columns: none (expected: a list, each keys with values)");
  }

  @Test
  void keepsTheNamesOfTheStoreFree() throws Exception {
    String columns = "{name: size, type: int}";
    String text = columns + ", {name: label, type: float}, {name: tip %, type: float}";
    assertThat(problems(least.replace(columns, text)))
        .containsExactly(
            ":5: records.columns[3].name: label (expected: another name than the store's record_id,"
                + " event_time, prediction, model_version, label, label_time)",
            ":5: records.columns[4].name: tip % (expected: letters, digits and '_', no digit"
                + " first)");
    // The record id, the event time and what is not read do not get there under their names.
    String roles =
        least
            .replace("name: id", "name: record_id")
            .replace("record_id: id", "record_id: record_id")
            .replace("name: at", "name: event_time")
            .replace("column: at", "column: event_time")
            .replace(columns, columns + ", {name: label, type: skip}, {name: 1, type: skip}");
    assertThat(problems(roles + "servings: {}\n"))
        .containsExactly(":21: servings: unknown key (expected: serving)");
    String avro =
        "format: avro\n  schema: '{\"type\":\"record\",\"name\":\"T\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"at\",\"type\":\"long\"},"
            + "{\"name\":\"size\",\"type\":[\"null\",\"double\"]},"
            + "{\"name\":\"label\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},"
            + "{\"name\":\"prediction\",\"type\":{\"type\":\"map\",\"values\":\"int\"}}]}'\n";
    assertThat(problems(least.replaceFirst("format: json\n  columns: .*\n", avro)))
        .containsExactly(
            ":2: records.columns: missing (expected: the fields to read, without the store's"
                + " label)");
  }

  @Test
  void checksDriftAgainstTheRest() throws Exception {
    assertThat(
            problems(
                least.replace("windows: {size: P1D}", "windows: {size: P2D}")
                    + "drift: {training_features: [sise]}\n"))
        .containsExactly(
            ":21: drift.window: P7D (expected: a multiple of windows.size, which is P2D)",
            ":21: drift.training_features[0]: sise (expected: a column that drift watches; nearest:"
                + " size)");
    assertThat(problems(least + "drift: {features: [sise], training_features: [sise]}\n"))
        .containsExactly(
            ":21: drift.features[0]: sise (expected: a column of records of type int or float or"
                + " string; nearest: size)");
    assertThat(
            problems(
                least.replace("windows: {size: P1D}", "windows: {size: P2D}")
                    + "drift: {window: week}\n"))
        .containsExactly(
            ":21: drift.window: week (expected: a duration longer than zero, such as PT10S or"
                + " P1D)");
    assertThat(problems(least + "drift: {season: day_of_week}\n"))
        .containsExactly(
            ":21: drift.season: day_of_week (expected: with drift.window a part of P1D; it is"
                + " P7D)");
  }

  private static String modelNoun() {
    return "letters, digits, '_', '.' and '-', a letter or digit first";
  }

  private List<String> problems(String yaml) throws Exception {
    Files.writeString(file, yaml);
    return wrong(file)
        .getMessage()
        .lines()
        .map(line -> line.substring(file.toString().length()))
        .toList();
  }

  private static ConfigurationException wrong(Path file) {
    return catchThrowableOfType(
        ConfigurationException.class, () -> Deployments.load(file, Map.of()));
  }
}
