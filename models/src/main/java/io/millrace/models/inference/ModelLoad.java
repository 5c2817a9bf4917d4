package io.millrace.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What is known of a version's being loaded into this process.
 *
 * @param took from the first look at its files to the end of its probe call
 * @param bytes the size of its files
 * @param publishedAt when its {@code saved_model.pb} was written
 */
public record ModelLoad(Duration took, long bytes, Instant publishedAt) {

  /** Describes a load of this version that began at this reading of {@link System#nanoTime}. */
  static ModelLoad since(long startNanos, ModelLocation location) {
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    try {
      Path graph = location.directory().resolve(SavedModel.FILE);
      return new ModelLoad(
          took, bytesOf(location.directory()), Files.getLastModifiedTime(graph).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The size of all files of a model. */
  static long bytesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
      return bytes;
    }
  }
}
