package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/configuration.md} with what the code reads. */
class ConfigurationDocumentTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/millrace/pipelines/config");
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|");

  private record Row(String type, String fallback) {}

  @Test
  void listsEveryKeyWithItsTypeAndDefault() throws Exception {
    Map<String, Row> documented = documented();
    Map<String, Row> read = new TreeMap<>();
    keysOf("every-key.yaml").forEach((key, known) -> read.putIfAbsent(key, row(known)));
    keysOf("avro.yaml").forEach((key, known) -> read.putIfAbsent(key, row(known)));
    // "-": the default follows from other settings, so the document explains it in its own words.
    documented.replaceAll(
        (key, row) ->
            read.containsKey(key) && read.get(key).fallback().equals("-")
                ? new Row(row.type(), "-")
                : row);

    assertThat(documented).isEqualTo(read);
  }

  private static Row row(KnownKey key) {
    return new Row(key.type(), key.fallback() == null ? "-" : key.fallback());
  }

  // Labels share the keys of records, and each sink has the keys of every other.
  private static Map<String, KnownKey> keysOf(String resource) throws Exception {
    DeploymentSource source =
        DeploymentSource.read(RESOURCES.resolve(resource), new Variables(Map.of(), name -> null));
    YamlDocument document = source.open();
    Deployment.read(document.root(), source);
    document.finish();
    Map<String, KnownKey> keys = new TreeMap<>();
    for (Map.Entry<String, KnownKey> read : document.keys().entrySet()) {
      String key = read.getKey().replaceFirst("^sinks\\.[a-z_]+\\.", "sinks.<output>.");
      String shared = key.replaceFirst("^labels\\.", "records.");
      boolean ofLabelsOnly = key.matches("labels\\.(value|valid_range|horizon|corrections|slices)");
      keys.putIfAbsent(ofLabelsOnly ? key : shared, read.getValue());
    }
    return keys;
  }

  private static Map<String, Row> documented() throws Exception {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), new Row(row.group(2), row.group(3)));
      }
    }
    return rows;
  }
}
