package io.millrace.pipelines.training;

import io.millrace.models.registry.TrainingRun;
import io.millrace.models.training.checkpoints.CheckpointDirectory;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a training run leaves in the store while it is carried out, so that whoever claims it next
 * goes on with it: checkpoints, which end with the run, and TensorBoard's event files, which stay.
 */
record RunDirectory(Path path) {
  private static final String ATTEMPTS = "attempts";
  private static final String STARTED_FROM = "started-from";

  static RunDirectory of(Deployment deployment, TrainingRun run) {
    return new RunDirectory(new StoreLayout(deployment.store()).run(run.id()));
  }

  /** Where the training is written down. */
  private Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The same, as often as this. */
  CheckpointDirectory checkpoints(Duration every) {
    return new CheckpointDirectory(checkpoints(), Long.MAX_VALUE, every);
  }

  /**
   * The version that the run starts from: what an earlier claim began with, so that its checkpoints
   * are of the same training, or else what is given.
   *
   * @param version null for none
   */
  @Nullable Long startedFrom(@Nullable Long version) throws IOException {
    Path file = path.resolve(STARTED_FROM);
    if (Files.exists(file)) {
      String noted = Files.readString(file).strip();
      return noted.isEmpty() ? null : Long.valueOf(noted);
    }
    write(STARTED_FROM, version == null ? "" : version.toString());
    return version;
  }

  private void write(String name, String content) throws IOException {
    Files.createDirectories(path);
    Path temporary = path.resolve("." + name);
    Files.writeString(temporary, content);
    Files.move(
        temporary,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where a training in shards leaves the weights of its rounds. */
  Path rounds() {
    return checkpoints().resolve("rounds");
  }

  /** The event files of this attempt. */
  Path tensorboard() {
    return path.resolve("tensorboard");
  }

  /**
   * How often the run was claimed since a claim last made progress, this claim included; then it is
   * the run, not its workers, that fails. A new checkpoint is progress.
   *
   * @param attempt the how-manieth claim of the run this is
   */
  int attemptsWithoutProgress(int attempt) throws IOException {
    long newest = newestCheckpoint();
    Path file = path.resolve(ATTEMPTS);
    int since = 0;
    if (Files.exists(file)) {
      List<String> noted = Files.readAllLines(file);
      since = Integer.parseInt(noted.get(0));
      if (Long.parseLong(noted.get(1)) == newest) {
        return attempt - since;
      }
      since = attempt - 1;
    }
    write(ATTEMPTS, since + "\n" + newest + "\n");
    return attempt - since;
  }

  private long newestCheckpoint() throws IOException {
    if (!Files.isDirectory(checkpoints())) {
      return 0;
    }
    long newest = 0;
    try (Stream<Path> files = Files.walk(checkpoints())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return newest;
  }

  /** Deletes what only serves to go on with the run. */
  void end() throws IOException {
    Files.deleteIfExists(path.resolve(ATTEMPTS));
    Files.deleteIfExists(path.resolve(STARTED_FROM));
    if (Files.isDirectory(checkpoints())) {
      new ScratchDirectory(checkpoints()).close();
    }
  }
}
