package io.millrace.runners.flink;

import io.millrace.pipelines.cli.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints that jobs have left in a directory, each in {@code <job>/chk-<number>}. One is
 * complete when its metadata is there.
 */
record Checkpoints(Path directory) {
  private static final String METADATA = "_metadata";

  static Checkpoints in(Path directory) {
    return new Checkpoints(directory);
  }

  /**
   * The checkpoint or savepoint of this path or {@code file:} address, or the newest one; empty if
   * the newest is asked for and there is none.
   *
   * @throws IllegalArgumentException if there is none at the path
   */
  Optional<Path> find(String wanted) {
    if (wanted.equals(Execution.Settings.LATEST)) {
      return newest();
    }
    Path path = wanted.startsWith("file:") ? Path.of(URI.create(wanted)) : Path.of(wanted);
    if (!Files.isRegularFile(path.resolve(METADATA))) {
      throw new IllegalArgumentException(
          "resume: " + wanted + " (expected: a directory with " + METADATA + ", or latest)");
    }
    return Optional.of(path);
  }

  private Optional<Path> newest() {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(directory, 3, (path, is) -> path.endsWith(METADATA))) {
      return files.max(Comparator.comparing(Checkpoints::time)).map(Path::getParent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
