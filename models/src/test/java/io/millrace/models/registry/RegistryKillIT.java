package io.millrace.models.registry;

import static io.millrace.models.registry.KilledTrainer.CHAMPION;
import static io.millrace.models.registry.KilledTrainer.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.inference.Manifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that publish and promote without a pause are killed (SIGKILL) at random moments, two of
 * them at work at any time. 36 kills on SQLite and 18 on PostgreSQL take about a minute; {@code
 * -Dmillrace.kills=500} makes it that many on each.
 */
@OnEachDatabase
class RegistryKillIT {
  private static final int AT_WORK = 2;
  private static final int LONGEST_LIFE_MILLIS = 400;

  private final int kills;
  private final Random random = new Random(20_200_316);
  private final String url;
  private final Path directory;
  private final Path trained;
  private final Registry registry;
  private final ModelStore models;
  private final VersionCheck check;
  private final Deque<Process> processes = new ArrayDeque<>();
  private int started;

  RegistryKillIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.directory = directory;
    kills = Integer.getInteger("millrace.kills", database == TestDatabase.SQLITE ? 36 : 18);
    url = database.create(directory);
    trained = LineModel.export(directory.resolve("trained"), 2);
    registry = Registry.open(url);
    models = new ModelStore(directory.resolve("models"));
    check = new VersionCheck(models);
  }

  @AfterEach
  void close() {
    processes.forEach(Process::destroyForcibly);
    registry.close();
  }

  @Test
  void nothingIsHalfDoneLostOrDoneTwice() throws Exception {
    for (int i = 0; i < AT_WORK; i++) {
      start();
    }
    for (int kill = 0; kill < kills; kill++) {
      Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
      Process victim = processes.removeFirst();
      victim.destroyForcibly().waitFor();
      assertThat(victim.exitValue()).isEqualTo(128 + 9);
      checkWhatEveryoneSees();
      start();
    }
    letTheLastOnesFinish();
    checkWhatEveryoneSees();
    checkTheRecord();
    models.sweep(MODEL, Instant.now().plusSeconds(1));
    try (Stream<Path> children = Files.list(directory.resolve("models").resolve(MODEL))) {
      assertThat(children.filter(child -> child.getFileName().toString().startsWith(".")))
          .isEmpty();
    }
  }

  private void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            KilledTrainer.class.getName(),
            url,
            directory.resolve("models").toString(),
            trained.toString(),
            "trainer-" + ++started));
    Process process =
        new ProcessBuilder(command)
            .redirectError(directory.resolve("errors-" + started).toFile())
            .start();
    processes.addLast(process);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine())
        .as(() -> read(directory.resolve("errors-" + started)))
        .isEqualTo("ready");
    drain(output);
  }

  private static void drain(BufferedReader output) {
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}));
    reader.setDaemon(true);
    reader.start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void checkWhatEveryoneSees() throws Exception {
    for (long version : models.versions(MODEL)) {
      Manifest.verify(models.fetch(MODEL, version));
    }
    for (ModelVersion version : registry.versions(MODEL)) {
      if (version.state() == VersionState.READY) {
        assertThat(Manifest.sha256Of(models.fetch(MODEL, version.version())))
            .isEqualTo(version.manifestSha256());
      }
    }
    assertThat(registry.openRuns(MODEL)).hasSizeLessThanOrEqualTo(1);
    AliasTarget champion = registry.alias(MODEL, CHAMPION).orElse(null);
    if (champion != null) {
      assertThat(champion.state()).isEqualTo(VersionState.READY);
      assertThat(check.refusal(MODEL, champion.version())).isNull();
    }
  }

  /** Tells the processes to end when their run is done, then ends what the killed ones left. */
  private void letTheLastOnesFinish() throws Exception {
    for (Process process : processes) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
    for (Process process : processes) {
      process.waitFor();
    }
    for (TrainingRun open : registry.openRuns(MODEL)) {
      Thread.sleep(1000);
      RunClaim claim = registry.claim(MODEL, "last", Duration.ofMinutes(1)).orElseThrow();
      assertThat(claim.run().id()).isEqualTo(open.id());
      registry.fail(claim, "the test is over");
    }
  }

  private void checkTheRecord() {
    List<TrainingRun> runs = registry.runs(MODEL);
    List<AliasChange> history = registry.history(MODEL);
    System.out.printf(
        "%d kills: %d runs, %d promotions, %d runs taken over, %d versions%n",
        kills,
        runs.size(),
        history.size(),
        runs.stream().filter(run -> run.attempts() > 1).count(),
        registry.versions(MODEL).size());
    assertThat(history.size()).isGreaterThan(kills / 4);

    // None is lost: every wish became a run, and every run but the last, which the test ended, was
    // accepted.
    assertThat(runs)
        .extracting(run -> run.request().requestKey())
        .containsExactlyElementsOf(
            IntStream.range(0, runs.size()).mapToObj(i -> "wish-" + i).toList());
    assertThat(runs)
        .extracting(TrainingRun::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, runs.size()).boxed().toList());
    List<TrainingRun> accepted =
        runs.stream().filter(run -> run.state() == RunState.ACCEPTED).toList();
    assertThat(runs.size() - accepted.size()).isLessThanOrEqualTo(1);

    // None is done twice: one promotion a run, each from where the one before ended.
    assertThat(history)
        .extracting(AliasChange::runId)
        .containsExactlyElementsOf(accepted.stream().map(TrainingRun::id).toList());
    assertThat(history)
        .extracting(AliasChange::to)
        .containsExactlyElementsOf(accepted.stream().map(TrainingRun::version).toList());
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).from()).isEqualTo(history.get(i - 1).to());
    }
  }
}
