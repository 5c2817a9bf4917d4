package io.millrace.runners.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * What Flink is told by its configuration file alone: Beam has no option for it, and gives a
 * directory to Flink.
 */
final class ClientConfiguration {
  private static final String FILE = "flink-conf.yaml";

  private ClientConfiguration() {}

  /** A directory with this configuration; it is gone when the process ends. */
  static Path write(Configuration configuration) {
    List<String> lines = new ArrayList<>();
    configuration.toMap().forEach((name, set) -> lines.add(name + ": " + set));
    try {
      Path directory = Files.createTempDirectory("millrace-flink");
      Path file = Files.write(directory.resolve(FILE), lines);
      // The last that is registered is deleted first.
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
