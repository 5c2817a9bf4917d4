package io.millrace.runners.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Flink to go on from a checkpoint. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private Resumption() {}

  /**
   * Lets a job on a cluster go on from this checkpoint or savepoint, or one in this process.
   *
   * @param directory where the configuration of the embedded Flink is written
   */
  static void from(
      Path checkpoint, boolean embedded, Path directory, FlinkPipelineOptions options) {
    LOG.info("Going on from {}", checkpoint);
    String address = checkpoint.toUri().toString();
    options.setSavepointPath(address);
    if (embedded) {
      // Beam gives that to clusters only; the embedded Flink takes it from its file.
      Map<String, String> configuration = GlobalConfiguration.loadConfiguration().toMap();
      configuration.put("execution.savepoint.path", address);
      write(configuration, directory);
      options.setFlinkConfDir(directory.toString());
    }
  }

  private static void write(Map<String, String> configuration, Path directory) {
    List<String> lines = new ArrayList<>();
    configuration.forEach((key, value) -> lines.add(key + ": " + value));
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve("flink-conf.yaml"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
