package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fares are 2x + (0.2 + x)·noise, predicted as 2x; a fare is big with the probability x. */
class DriftEstimateCommandTest {
  private final Path directory;

  DriftEstimateCommandTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    write("reference.csv", 1, 8000, 0);
    write("quiet.csv", 2, 2000, 0);
    write("shifted.csv", 3, 2000, 0.5);
  }

  private void write(String name, long seed, int rows, double least) throws Exception {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("x,city,predicted,fare,big\n");
    for (int i = 0; i < rows; i++) {
      double x = least + (1 - least) * random.nextDouble();
      double fare = 2 * x + (0.2 + x) * random.nextGaussian();
      text.append(
          String.format(
              Locale.ROOT,
              "%.6f,%s,%.6f,%.6f,%d%n",
              x,
              random.nextBoolean() ? "a" : "b",
              2 * x,
              fare,
              random.nextDouble() < x ? 1 : 0));
    }
    Files.writeString(directory.resolve(name), text);
  }

  private Console estimate(String current, String... options) {
    String[] all = new String[options.length + 6];
    all[0] = "drift";
    all[1] = "estimate";
    all[2] = "--reference";
    all[3] = directory.resolve("reference.csv").toString();
    all[4] = "--current";
    all[5] = directory.resolve(current).toString();
    System.arraycopy(options, 0, all, 6, options.length);
    return Console.run(all);
  }

  /** E(0.2 + x)·E|noise|: 0.7·0.798 of the reference, 0.95·0.798 of x in 0.5..1. */
  @Test
  void followsTheErrorOfNumbers() throws Exception {
    String[] options = {
      "--prediction", "predicted", "--label", "fare", "--ignore", "big", "--json"
    };
    Console quiet = estimate("quiet.csv", options);
    assertThat(quiet.exitCode()).as(quiet.err()).isZero();
    Console shifted = estimate("shifted.csv", options);
    assertThat(shifted.exitCode()).as(shifted.err()).isEqualTo(1);
    JsonNode line = new ObjectMapper().readTree(shifted.out()).path(0);
    assertThat(line.path("estimate").path("metric").asText()).isEqualTo("mae");
    assertThat(line.path("estimate").path("value").asDouble()).isBetween(0.70, 0.80);
    assertThat(line.path("usual").path("mean").asDouble()).isBetween(0.52, 0.60);
    assertThat(line.path("alarm").asBoolean()).isTrue();
  }

  /** Of scores x, uniform in 0..1, 3/4 are right; in 0.5..1 as well, but their order says less. */
  @Test
  void followsTheMetricsOfAClass() {
    String[] options = {"--score", "x", "--label", "big", "--ignore", "fare,predicted"};
    Console shifted = estimate("shifted.csv", options);
    assertThat(shifted.exitCode()).as(shifted.err()).isEqualTo(1);
    assertThat(shifted.out())
        .containsPattern("accuracy +0\\.7[3-7]")
        .containsPattern("auroc +0\\.[67]\\d+ .*ALARM")
        .contains("cannot be seen without labels");
  }

  @Test
  void saysWhatIsMissing() {
    Console console = estimate("quiet.csv", "--score", "points", "--label", "big");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err()).contains("points: no such column (expected: a column of numbers)");
  }
}
