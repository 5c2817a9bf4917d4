package io.millrace.models.inference.serving;

import io.millrace.models.inference.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

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
          took,
          SavedModel.bytesOf(location.directory()),
          Files.getLastModifiedTime(graph).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
