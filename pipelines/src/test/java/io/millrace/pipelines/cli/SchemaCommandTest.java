package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
  private final Rides rides;

  SchemaCommandTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @Test
  void theSchemaIsInferredByTheRules() throws Exception {
    Path schema = rides.schema(rides.stats("rides", Rides.FOUR));
    assertThat(Files.readString(schema))
        .isEqualTo(
            """
            feature {
              name: "age"
              value_count {
                min: 1
                max: 1
              }
              type: INT
              presence {
                min_count: 1
              }
            }
            feature {
              name: "country"
              type: BYTES
              domain: "country"
              presence {
                min_fraction: 1.0
                min_count: 1
              }
              shape {
                dim {
                  size: 1
                }
              }
            }
            feature {
              name: "fare"
              type: FLOAT
              presence {
                min_fraction: 1.0
                min_count: 1
              }
              shape {
                dim {
                  size: 1
                }
              }
            }
            string_domain {
              name: "country"
              value: "de"
              value: "fr"
            }
            """);
  }

  @Test
  void domainsAreOnlyOfSoManyStrings() throws Exception {
    Path stats = rides.stats("rides", Rides.FOUR);
    Path schema = rides.path("small.pbtxt");
    Rides.succeed(
        "schema",
        "infer",
        "--stats",
        stats.toString(),
        "--out",
        schema.toString(),
        "--max-string-domain-size",
        "1",
        "--no-shapes");
    assertThat(Files.readString(schema)).doesNotContain("domain", "shape").contains("value_count");
  }

  @Test
  void anUpdatedSchemaTakesTheNewDataAndKeepsWhatPeopleWrote() throws Exception {
    Path schema = rides.schema(rides.stats("rides", Rides.FOUR));
    Files.writeString(
        schema,
        Files.readString(schema)
            .replace("type: INT", "type: INT annotation { comment: \"in years\" }"));
    Path next = rides.stats("next", Rides.HEADER + "30,us,1.5\n");
    Path updated = rides.path("updated.pbtxt");
    Rides.succeed(
        "schema",
        "update",
        "--schema",
        schema.toString(),
        "--stats",
        next.toString(),
        "--out",
        updated.toString());
    assertThat(Files.readString(updated))
        .contains("comment: \"in years\"")
        .contains("value: \"de\"\n  value: \"fr\"\n  value: \"us\"");
  }

  @Test
  void everyMistakeIsOneLineAndExitCodeTwo() throws Exception {
    String stats = rides.stats("rides", Rides.FOUR).toString();
    String out = rides.path("out.pbtxt").toString();
    String gone = rides.path("gone.pb").toString();
    assertThat(mistake("schema", "infer", "--stats", gone, "--out", out))
        .isEqualTo(gone + ": no such file (expected: a file that exists)");
    assertThat(mistake("schema", "infer", "--stats", stats, "--out", "schema.json"))
        .isEqualTo("--out: schema.json (expected: extension .pbtxt or .pb)");
    String csv = rides.path("rides.csv").toString();
    assertThat(mistake("schema", "infer", "--stats", csv, "--out", out))
        .endsWith(csv + " (expected: extension .pb, .tfrecord or .pbtxt)");
    byte[] bytes = Files.readAllBytes(Path.of(stats));
    Path half = rides.path("half.pb");
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(mistake("schema", "infer", "--stats", half.toString(), "--out", out))
        .startsWith(half + ": damaged, or cut off (expected: statistics)");
    Path torn = rides.path("torn.tfrecord");
    Files.write(torn, Arrays.copyOf(bytes, 30));
    assertThat(mistake("schema", "infer", "--stats", torn.toString(), "--out", out))
        .startsWith(torn.toString());
    String mixed =
        rides
            .file(
                "mixed.pbtxt",
                "datasets { num_examples: 1 features { name: 'a' } features { path { step: 'b' } }"
                    + " }")
            .toString();
    assertThat(mistake("schema", "infer", "--stats", mixed, "--out", out))
        .isEqualTo(
            mixed
                + ": data set '' has features with a name and features with a path (expected: all"
                + " with a path, or all with a name)");
    String none = rides.file("none.pb", "").toString();
    assertThat(mistake("schema", "infer", "--stats", none, "--out", out))
        .isEqualTo(none + ": no data set (expected: statistics of at least one)");
    String slices =
        rides.file("slices.pbtxt", "datasets { name: 'a' } datasets { name: 'b' }").toString();
    assertThat(mistake("schema", "infer", "--stats", slices, "--out", out))
        .isEqualTo(slices + ": 2 data sets (expected: one, or one named All Examples)");
    String bad = rides.file("bad.pbtxt", "feature { nam").toString();
    assertThat(mistake("schema", "update", "--schema", bad, "--stats", stats, "--out", out))
        .startsWith(bad);
    Path binary = rides.path("binary.pbtxt");
    Files.write(binary, new byte[] {10, (byte) 0xC3, 40});
    assertThat(
            mistake(
                "schema", "update", "--schema", binary.toString(), "--stats", stats, "--out", out))
        .startsWith(binary.toString());
  }

  private static String mistake(String... arguments) {
    Console console = Console.run(arguments);
    assertThat(console.exitCode()).as(console.err()).isEqualTo(2);
    assertThat(console.err().strip()).hasLineCount(1);
    return console.err().strip();
  }
}
