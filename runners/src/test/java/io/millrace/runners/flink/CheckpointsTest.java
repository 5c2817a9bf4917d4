package io.millrace.runners.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private final Path root;

  CheckpointsTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void theNewestIsTheCompleteOneThatWasWrittenLast() throws Exception {
    checkpoint("job-a/chk-9", 1_000);
    Path newest = checkpoint("job-b/chk-2", 3_000);
    checkpoint("job-b/chk-1", 2_000);
    // Flink makes the directory first and its metadata last.
    Files.createDirectories(root.resolve("job-b/chk-3"));
    Files.createDirectories(root.resolve("job-b/shared"));
    assertThat(Checkpoints.in(root).find("latest")).contains(newest);
  }

  @Test
  void withoutAnyTheNewestIsNone() {
    assertThat(Checkpoints.in(root).find("latest")).isEmpty();
    assertThat(Checkpoints.in(root.resolve("none")).find("latest")).isEmpty();
  }

  @Test
  void aPathOrItsAddressIsTaken() throws Exception {
    Path savepoint = checkpoint("elsewhere/savepoint-1", 1_000);
    Checkpoints checkpoints = Checkpoints.in(root.resolve("none"));
    assertThat(checkpoints.find(savepoint.toString())).contains(savepoint);
    assertThat(checkpoints.find(savepoint.toUri().toString())).contains(savepoint);
  }

  @Test
  void aPathWithoutACheckpointIsRefused() {
    assertThatThrownBy(() -> Checkpoints.in(root).find(root.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resume: " + root + " (expected: a directory with _metadata, or latest)");
  }

  private Path checkpoint(String name, long time) throws IOException {
    Path directory = Files.createDirectories(root.resolve(name));
    Path metadata = Files.writeString(directory.resolve("_metadata"), "");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(time));
    return directory;
  }
}
