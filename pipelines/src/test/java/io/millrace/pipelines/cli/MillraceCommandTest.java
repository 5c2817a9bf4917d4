package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipelines.LinearDeployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillraceCommandTest {
  private static final Path RESOURCES =
      Path.of("src/test/resources/io/millrace/pipelines/config").toAbsolutePath();

  private final Path root;

  MillraceCommandTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void everyMistakeInTheConfigurationIsPrintedAtOnce() throws Exception {
    Path file = RESOURCES.resolve("mistakes.yaml");
    String problems =
        Files.readString(RESOURCES.resolve("mistakes.txt"))
            .replaceAll("(?m)^mistakes.yaml", file.toString());
    for (String command : new String[] {"run", "trainer"}) {
      Console console = Console.run(command, "--config", file.toString());
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err().strip()).isEqualTo(problems.strip());
      assertThat(console.out()).isEmpty();
    }
  }

  @Test
  void aFileThatDoesNotExistIsWrongUsage() {
    Path file = root.resolve("none.yaml");
    Console console = Console.run("trainer", "--config", file.toString());
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err().strip())
        .isEqualTo("--config: " + file + " (expected: a file that exists)");
  }

  @Test
  void anUnknownOptionOrRunnerIsWrongUsage() throws Exception {
    assertThat(Console.run("run").exitCode()).isEqualTo(2);
    assertThat(Console.run("fly").exitCode()).isEqualTo(2);
    assertThat(Console.run("models").exitCode()).isEqualTo(2);
    String config = LinearDeployment.file(root).toString();
    Console console =
        Console.run(
            "backfill",
            "--config",
            config,
            "--input",
            "a.csv",
            "--output",
            root.toString(),
            "--runner",
            "spark");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err()).startsWith("--runner: spark (expected: one of ");
  }

  @Test
  void theBootstrapNeedsLabels() throws Exception {
    String config = LinearDeployment.file(root).toString();
    Console console = Console.run("bootstrap", "--config", config, "--input", "a.csv");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err().strip()).isEqualTo("--labels: none (expected: files to learn from)");
  }

  @Test
  void aTrainerWithoutARunEnds() throws Exception {
    String config = LinearDeployment.file(root).toString();
    Console console = Console.run("trainer", "--config", config, "--once");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out().strip()).isEqualTo("no run is waiting");
  }

  @Test
  void everyCommandOfADeploymentTakesSettingsAndKnowsItsVariables() throws Exception {
    String config = LinearDeployment.file(root).toString();
    for (List<String> command :
        List.of(
            List.of("run"),
            List.of("evaluate"),
            List.of("train"),
            List.of(
                "predict", "--model", "linear@champion", "--input", "a.csv", "--out", "b.csv"))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(
          List.of("--config", config, "--set", "training.epochs=0", "--set", "KAFAK=x"));
      Console console = Console.run(arguments.toArray(String[]::new));
      assertThat(console.exitCode()).as("%s", command).isEqualTo(2);
      assertThat(console.err())
          .contains(
              "training.epochs: 0 (expected: ", ":1: KAFAK: unknown variable (expected: none");
    }
    assertThat(Console.run("evaluate", "--set", "training.epochs=1").err().strip())
        .isEqualTo("--set: given (expected: only with --config)");
  }

  @Test
  void helpIsNoFailure() {
    Console console = Console.run("--help");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out())
        .containsSubsequence(
            "Look at data and check it:",
            "stats",
            "schema",
            "validate",
            "report",
            "Run a deployment:",
            "bootstrap",
            "run",
            "trainer",
            "models",
            "backfill");
  }

  @Test
  void everyCommandHasHelpAndTellsItsExitCodes() {
    for (String command : new String[] {"stats", "validate", "report"}) {
      Console console = Console.run(command, "--help");
      assertThat(console.exitCode()).isZero();
      assertThat(console.out()).contains("Usage: millrace " + command, "Exit codes: 0 ");
    }
    assertThat(Console.run("schema", "infer", "--help").out()).contains("Exit codes: 0 done");
  }

  @Test
  void aMisspeltOptionIsAnsweredBriefly() {
    Console console = Console.run("stats", "--inputs", "a.csv");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err())
        .contains("Unknown option", "--inputs", "--input", "See 'millrace stats --help'.");
    assertThat(console.err().lines().count()).isLessThan(5);
  }

  @Test
  void wrongOptionsAreToldAsAllMistakesAre() {
    assertMistake("--sample: much (expected: a number)", "stats", "--sample", "much");
    assertMistake("--threads: 1.5 (expected: a whole number)", "stats", "--threads", "1.5");
    assertMistake(
        "--format: xml (expected: csv, tfrecord, avro, parquet, json)", "stats", "--format", "xml");
    assertMistake("--type: text (expected: NAME=int|float|string)", "stats", "--type", "id=text");
    assertMistake(
        "--severity: NONE (expected: TYPE=error|warning)", "validate", "--severity", "NONE");
    assertMistake("--stats: none (expected: FILE)", "report");
    assertMistake("STATS: none (expected: at least one)", "stats", "merge");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    Console console =
        Console.run("validate", "--bogus", "--severity", "NONE", "--compat", "none", "--json");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            """
            --severity: NONE (expected: TYPE=error|warning)
            --compat: none (expected: millrace, tfdv)
            --schema: none (expected: FILE)
            Unknown option: '--bogus'
            See 'millrace validate --help'.
            """);
    assertThat(console.out()).isEmpty();
    assertMistake("--prediction, --score: none (expected: one of them)", "drift", "estimate");
    Console two = Console.run("models", "rollback", "--anews", "--bogus=1", "--out");
    assertThat(two.err()).contains("--anews", "--bogus=1", "--out").endsWith("rollback --help'.\n");
  }

  @Test
  void helpIsGivenWhateverElseIsWrong() {
    Console console = Console.run("validate", "--bogus", "--compat", "none", "--help");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out()).contains("Usage: millrace validate");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void mistakesOfModelsNameTheOptionThatWasGiven() throws Exception {
    Path data = Files.writeString(root.resolve("a.csv"), "a,b\n1,2\n");
    assertThat(stats(data, "--epsilon", "2")).isEqualTo("--epsilon: 2.0 (expected: 0.0001..0.5)\n");
    assertThat(stats(data, "--num-top-values", "-1"))
        .isEqualTo("--num-top-values: -1 (expected: >= 1)\n");
    assertThat(stats(data, "--weight", "c")).isEqualTo("--weight: c (expected: one of [a, b])\n");
    assertThat(stats(data, "--weight-of", "c=b"))
        .isEqualTo("--weight-of: c (expected: one of [a, b])\n");
    assertThat(stats(data, "--type", "a=struct"))
        .isEqualTo("--type: struct (expected: int, float or string)\n");
    String out = root.resolve("a.pb").toString();
    assertThat(stats(data, "--dead-letters", out))
        .isEqualTo("--dead-letters: " + out + " (expected: another file than --out)\n");
    Path options = Files.writeString(root.resolve("options.json"), "{\"epsilon\": 2}");
    assertThat(stats(data, "--options", options.toString()))
        .isEqualTo("--options: " + options + ": epsilon: 2.0 (expected: 0.0001..0.5)\n");
  }

  private String stats(Path data, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("stats", "--input", data.toString(), "--out", root.resolve("a.pb").toString()));
    arguments.addAll(List.of(options));
    Console console = Console.run(arguments.toArray(String[]::new));
    assertThat(console.exitCode()).isEqualTo(2);
    return console.err();
  }

  private static void assertMistake(String line, String... arguments) {
    Console console = Console.run(arguments);
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err().lines()).contains(line).last().asString().startsWith("See 'millrace ");
  }
}
