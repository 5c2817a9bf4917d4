package io.millrace.pipelines.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private final Path path;
  private final RunDirectory directory;

  RunDirectoryTest(@TempDir Path root) {
    path = root.resolve("runs/1");
    directory = new RunDirectory(path);
  }

  @Test
  void attemptsCountFromTheLastThatMadeACheckpoint() throws Exception {
    assertThat(directory.attemptsWithoutProgress(1)).isEqualTo(1);
    assertThat(directory.attemptsWithoutProgress(2)).isEqualTo(2);
    checkpoint(1000);
    assertThat(directory.attemptsWithoutProgress(3)).isEqualTo(1);
    assertThat(directory.attemptsWithoutProgress(4)).isEqualTo(2);
    assertThat(directory.attemptsWithoutProgress(5)).isEqualTo(3);
    checkpoint(2000);
    assertThat(directory.attemptsWithoutProgress(9)).isEqualTo(1);
  }

  @Test
  void claimsOfWorkersThatLeftNothingCountToo() throws Exception {
    assertThat(directory.attemptsWithoutProgress(4)).isEqualTo(4);
  }

  @Test
  void aRunStartsFromTheVersionItsFirstClaimBeganWith() throws Exception {
    assertThat(directory.startedFrom(3L)).isEqualTo(3);
    assertThat(directory.startedFrom(4L)).isEqualTo(3);
    directory.end();
    assertThat(directory.startedFrom(null)).isNull();
    assertThat(directory.startedFrom(4L)).isNull();
  }

  @Test
  void theCurvesStayWhenTheRunEnds() throws Exception {
    checkpoint(1000);
    directory.attemptsWithoutProgress(1);
    Files.createDirectories(directory.tensorboard());
    directory.end();
    try (var files = Files.list(path)) {
      assertThat(files).containsExactly(directory.tensorboard());
    }
  }

  private void checkpoint(long millis) throws Exception {
    Path file = Files.createDirectories(path.resolve("checkpoints")).resolve("newest");
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }
}
