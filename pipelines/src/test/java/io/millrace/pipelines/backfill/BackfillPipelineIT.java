package io.millrace.pipelines.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.training.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillPipelineIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  BackfillPipelineIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void historyMakesAModelThatPredictsWhatFollows() throws Exception {
    Deployment deployment = files("history", 6, 10);
    Pipeline history = Pipeline.create();
    HistoryPipeline.build(history, deployment);
    history.run();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      assertThat(new Bootstrap(deployment).run(registry)).isEqualTo(1);
    }

    Deployment next = files("next", 11, 12);
    Path output = root.resolve("output");
    Pipeline backfill = Pipeline.create();
    BackfillPipeline.build(backfill, next, Baseline.read(next), true, output);
    backfill.run();

    List<JsonNode> predictions = lines(output.resolve("outputs/predictions"));
    assertThat(predictions).hasSize(2 * LinearDeployment.ROWS_A_DAY);
    for (JsonNode prediction : predictions) {
      String id = prediction.get("record_id").asText();
      double x = LinearDeployment.x(Integer.parseInt(id.substring(id.indexOf('r') + 1)));
      assertThat(prediction.get("version").asLong()).isEqualTo(1);
      assertThat(prediction.get("outputs").get("prediction").asDouble())
          .isEqualTo(3 * x + 2, within(0.5));
    }
    assertThat(lines(output.resolve("outputs/dead-letters")))
        .extracting(letter -> letter.get("stage").asText())
        .containsExactlyInAnyOrder("decode", "label");
    assertThat(lines(output.resolve("outputs/quality")))
        .extracting(quality -> quality.get("versions").get(0).get("rows").asLong())
        .containsExactly(60L, 60L);
    assertThat(lines(output.resolve("outputs/anomalies")))
        .hasSize(2)
        .allSatisfy(window -> assertThat(window.get("anomalies")).isEmpty());
  }

  /** Files of records and labels of these days, each with a line that cannot be read. */
  private Deployment files(String name, int from, int to) throws Exception {
    List<String> records = new ArrayList<>(List.of("id,at,x", "broken"));
    List<String> labels = new ArrayList<>(List.of("id,at,y", "broken"));
    for (int day = from; day <= to; day++) {
      for (int i = 0; i < LinearDeployment.ROWS_A_DAY; i++) {
        long time = LinearDeployment.day(day).toEpochMilli() + i * 60_000L;
        double x = LinearDeployment.x(i);
        records.add(LinearDeployment.id(day, i) + "," + time + "," + x);
        labels.add(LinearDeployment.id(day, i) + "," + (time + 1000) + "," + (3 * x + 2));
      }
    }
    Path recordFile = Files.write(root.resolve(name + "-records.csv"), records);
    Path labelFile = Files.write(root.resolve(name + "-labels.csv"), labels);
    return LinearDeployment.in(root)
        .fromFiles(List.of(recordFile.toString()), List.of(labelFile.toString()), true);
  }

  private static List<JsonNode> lines(Path directory) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }
}
