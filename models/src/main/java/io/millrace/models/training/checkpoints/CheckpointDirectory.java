package io.millrace.models.training.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with the last checkpoints of one training, and when to write the next. Kill the
 * process at any moment, and the newest complete one is there.
 *
 * @param directory made when there is something to write; nobody else writes to it
 * @param everySteps a checkpoint after as many steps
 * @param every and after as much time, whichever comes first
 */
public record CheckpointDirectory(Path directory, long everySteps, Duration every) {
  /** The newest, and one more in case that cannot be read. */
  private static final int KEPT = 2;

  private static final String PREFIX = "checkpoint-";

  public CheckpointDirectory {
    if (everySteps < 1) {
      throw new IllegalArgumentException("everySteps: " + everySteps + " (expected: >= 1)");
    }
    if (every.isNegative()) {
      throw new IllegalArgumentException("every: " + every + " (expected: >= 0)");
    }
  }

  /** A checkpoint every half a minute. */
  public static CheckpointDirectory of(Path directory) {
    return new CheckpointDirectory(directory, Long.MAX_VALUE, Duration.ofSeconds(30));
  }

  /** What could not be read, and why. */
  public interface Unreadable {
    void found(Path file, String why);
  }

  /** The newest checkpoint that can be read; null for none. */
  public @Nullable Checkpoint newest(Unreadable unreadable) throws IOException {
    for (Path file : files()) {
      try {
        return CheckpointFile.read(file);
      } catch (IOException e) {
        unreadable.found(file, String.valueOf(e.getMessage()));
      }
    }
    return null;
  }

  /** Writes a checkpoint, and deletes those that are no longer needed. */
  public void write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(directory);
    long step = checkpoint.state().step();
    CheckpointFile.write(directory.resolve(PREFIX + "%015d".formatted(step)), checkpoint);
    List<Path> files = files();
    for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.delete(old);
    }
  }

  /** Deletes all checkpoints: the training has ended, or is to begin anew. */
  public void clear() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  /** Complete checkpoints, the newest first. */
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PREFIX + "[0-9]+"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
