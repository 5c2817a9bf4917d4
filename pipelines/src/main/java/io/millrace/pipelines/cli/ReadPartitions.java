package io.millrace.pipelines.cli;

import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.KafkaTopic;
import io.millrace.pipelines.config.SourceSettings;
import io.millrace.pipelines.io.KafkaProbe;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The partitions that a stream found in its topics when it began, by the name of the stream. It
 * reads those and no others, also when it goes on from a checkpoint: its checkpoints hold them.
 */
record ReadPartitions(Map<String, Integer> counts) {
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(10);
  private static final String FILE = "partitions.properties";

  ReadPartitions {
    counts = Map.copyOf(counts);
  }

  /**
   * The partitions that the topics of the deployment have now.
   *
   * @throws IOException if a broker does not tell
   */
  static ReadPartitions now(Deployment deployment) throws IOException {
    Map<String, SourceSettings> sources =
        Map.of(
            "records", deployment.records().source(),
            "labels", deployment.labels().stream().source());
    Map<String, Integer> counts = new TreeMap<>();
    for (Map.Entry<String, SourceSettings> source : sources.entrySet()) {
      if (source.getValue() instanceof KafkaTopic topic) {
        counts.put(source.getKey(), KafkaProbe.partitions(topic, BROKER_PATIENCE));
      }
    }
    return new ReadPartitions(counts);
  }

  /** Notes them beside the checkpoints of the stream that begins with them. */
  void note(Path checkpoints) throws IOException {
    Files.createDirectories(checkpoints);
    List<String> lines = new ArrayList<>();
    new TreeMap<>(counts).forEach((stream, count) -> lines.add(stream + "=" + count));
    Files.write(checkpoints.resolve(FILE), lines);
  }

  /**
   * Looks whether these are what the stream began with that goes on now.
   *
   * @throws IllegalArgumentException if a topic has more of them, which would never be read
   */
  void requireSame(Path checkpoints) throws IOException {
    Path file = checkpoints.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      note(checkpoints);
      return;
    }
    Properties noted = new Properties();
    try (Reader lines = Files.newBufferedReader(file)) {
      noted.load(lines);
    }
    for (Map.Entry<String, Integer> stream : new TreeMap<>(counts).entrySet()) {
      String before = noted.getProperty(stream.getKey());
      if (before != null && stream.getValue() > Integer.parseInt(before)) {
        throw new IllegalArgumentException(
            stream.getKey()
                + ".kafka.topic: "
                + stream.getValue()
                + " partitions (expected: the "
                + before
                + " that the checkpoint reads; the others would never be read. `--anew` reads all"
                + " of them from the beginning; without "
                + file
                + " it goes on with what it reads)");
      }
    }
  }
}
