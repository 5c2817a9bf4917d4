package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.TriggerKind;
import io.millrace.models.registry.VersionState;
import io.millrace.pipelines.cli.MillraceCommand;
import io.millrace.pipelines.config.Deployment;
import io.millrace.runners.Main;
import io.millrace.trips.TaxiDeployment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trainer that is killed again and again, at any moment of its training: the run is carried out
 * once, from checkpoints. Takes a minute.
 */
class TrainerKillIT {
  private static final int KILLS = 10;
  private static final DataWindow WINDOW =
      new DataWindow(Instant.parse("2018-01-01T00:00:00Z"), Instant.parse("2018-04-01T00:00:00Z"));
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          TrainingPlan.Start.SCRATCH,
          null,
          null,
          Map.of(
              "training.epochs", "400",
              "training.batch_size", "16",
              "training.checkpoint_every", "PT0.1S",
              "gates", "[{gate: minimum_rows, rows: 30}]"));

  @TempDir private Path out = Path.of("");

  @Test
  void aTrainerThatIsKilledAgainAndAgainCarriesItsRunOutOnce() throws Exception {
    TaxiDeployment taxi = TaxiDeployment.example(out);
    TaxiDeployment.History quiet = taxi.writeQuietQuarter(1_000);
    List<String> bootstrap = new ArrayList<>(List.of("bootstrap"));
    bootstrap.addAll(taxi.arguments());
    bootstrap.addAll(
        List.of(
            "--runner", "direct",
            "--input", quiet.records().toString(),
            "--labels", quiet.labels().toString()));
    assertThat(MillraceCommand.create().execute(bootstrap.toArray(String[]::new))).isZero();

    Deployment deployment = taxi.load();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      Cause cause = new Cause(TriggerKind.REQUEST, "a test", Map.of(), null);
      long run =
          registry
              .request(new TrainingRequest(deployment.model(), "kills", cause, WINDOW, PLAN))
              .run()
              .id();
      Random random = new Random(1);
      int kills = 0;
      int resumed = 0;
      while (registry.run(run).orElseThrow().state().open()) {
        // The last one lives.
        long life = kills < KILLS ? 300 + random.nextInt(1200) : Long.MAX_VALUE;
        resumed += trainerResumes(taxi, life) ? 1 : 0;
        kills++;
        assertThat(kills).as("trainers").isLessThan(5 * KILLS);
      }
      TrainingRun ended = registry.run(run).orElseThrow();
      assertThat(ended.message()).isNull();
      assertThat(ended.state()).isEqualTo(RunState.ACCEPTED);
      assertThat(resumed).isGreaterThanOrEqualTo(KILLS / 2);
      assertThat(registry.runs(deployment.model())).hasSize(1);
      List<Long> ready =
          registry.versions(deployment.model()).stream()
              .filter(version -> version.state() == VersionState.READY)
              .map(ModelVersion::version)
              .toList();
      assertThat(ready).hasSize(2).startsWith(1L).endsWith(ended.version());
      assertThat(registry.alias(deployment.model(), "champion").map(AliasTarget::version))
          .contains(ended.version());
      ModelStore models = new ModelStore(deployment.registry().models());
      for (long version : models.versions(deployment.model())) {
        Manifest.verify(models.fetch(deployment.model(), version));
      }
    }
    assertThat(out.resolve("store/runs/1/checkpoints")).doesNotExist();
  }

  /** Starts a trainer and kills it some time after it began to train; whether it had resumed. */
  private boolean trainerResumes(TaxiDeployment taxi, long lifeMillis)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("trainer", "--once", "--lease", "PT1S"));
    command.addAll(taxi.arguments());
    Process trainer =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    boolean resumed = false;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(trainer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("training on ")) {
          resumed = line.contains("going on behind step");
          break;
        }
      }
      if (lifeMillis < Long.MAX_VALUE) {
        trainer.waitFor(lifeMillis, TimeUnit.MILLISECONDS);
      } else {
        lines.lines().forEach(line -> {});
        trainer.waitFor();
      }
    } finally {
      trainer.destroyForcibly().waitFor();
    }
    return resumed;
  }
}
