package io.millrace.pipelines.training;

import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.storage.WriteWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** How far the stored examples of a deployment reach, whether of today or a replay of years ago. */
public final class NewestExamples {
  private static final String PREFIX = "examples-";

  private NewestExamples() {}

  /**
   * The end of the newest window that has examples.
   *
   * @throws IOException also if there are none
   */
  public static Instant end(Deployment deployment) throws IOException {
    Path directory = Path.of(new StoreLayout(deployment.store()).examples());
    Instant newest = Instant.MIN;
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          newest = max(newest, end(file.getFileName().toString()));
        }
      }
    }
    if (newest.equals(Instant.MIN)) {
      throw new IOException(directory + ": no examples (expected: files that a pipeline wrote)");
    }
    return newest;
  }

  /** Of {@code examples-<start>-<end>-<shard>.avro}. */
  private static Instant end(String name) {
    int shard = name.lastIndexOf('-');
    if (!name.startsWith(PREFIX) || shard < PREFIX.length()) {
      return Instant.MIN;
    }
    Instant end = WriteWindows.end(name.substring(PREFIX.length(), shard));
    return end == null ? Instant.MIN : end;
  }

  private static Instant max(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
