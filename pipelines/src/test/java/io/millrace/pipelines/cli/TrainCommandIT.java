package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Lineage;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.pipelines.training.Bootstrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandIT {
  private final Path root;
  private final Deployment deployment;
  private final Registry registry;

  TrainCommandIT(@TempDir Path root) throws Exception {
    this.root = root;
    deployment = LinearDeployment.in(root);
    registry = Registry.open(deployment.registry().url());
    LinearDeployment.writeStatistics(deployment);
    LinearDeployment.store(deployment, 1, 10, x -> 3 * x + 2);
    new Bootstrap(deployment).run(registry);
    LinearDeployment.store(deployment, 11, 20, x -> 50 - 3 * x);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aVersionIsTrainedWithOtherSettingsAndWaitsForItsPromotion() throws Exception {
    Console console = train("--set", "training.epochs=15", "--from", "2018-01-11");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out())
        .contains("training on ")
        .contains("epoch 15/15  loss ")
        .contains("run 1: ACCEPTED, version 2");
    assertThat(champion()).isEqualTo(1);
    assertThat(registry.runMetrics(1)).hasSize(15);
    Path run = new StoreLayout(deployment.store()).run(1);
    try (var files = Files.list(run)) {
      assertThat(files.map(Path::getFileName)).containsExactly(Path.of("tensorboard"));
    }
    Lineage lineage = registry.lineage("linear", 2).orElseThrow();
    assertThat(lineage.warmStartedFrom()).isNull();
    assertThat(lineage.trainedOn()).isNotNull();
  }

  @Test
  void aWarmStartIsPromotedAndKeptInTheLineage() throws Exception {
    Console console =
        train(
            "--promote", "--warm-start", "champion", "--from", "2018-01-11", "--to", "2018-01-21");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(champion()).isEqualTo(2);
    assertThat(registry.lineage("linear", 2).orElseThrow().warmStartedFrom()).isEqualTo(1);
  }

  @Test
  void pollutedAndExcludedExamplesAreLeftOut() throws Exception {
    registry.markPolluted(
        "linear",
        new DataWindow(LinearDeployment.day(12), LinearDeployment.day(14)),
        "somebody",
        "a test");
    Console console =
        train(
            "--json",
            "--from",
            "2018-01-11",
            "--set",
            "training.exclude=[{from: 2018-01-14, to: 2018-01-15}]",
            "--set",
            "training.holdout.share=1");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out()).contains("\"state\" : \"ACCEPTED\"");
    // Days 11 to 15 without 12, 13 and 14; the last five days are held out.
    assertThat(registry.lineage("linear", 2).orElseThrow().trainingRows())
        .isEqualTo(2L * LinearDeployment.ROWS_A_DAY);
  }

  @Test
  void aRefusalIsAnExitCode() {
    Console console = train("--from", "2018-01-01", "--to", "2018-01-11");
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.out()).contains("run 1: REFUSED: ").contains("BetterThanChampion  no");
    List<TrainingRun> runs = registry.runs("linear");
    assertThat(runs).extracting(TrainingRun::state).containsExactly(RunState.REFUSED);
  }

  @Test
  void wrongSpansAndSettingsStartNothing() {
    assertThat(train("--from", "2018-01-11", "--to", "2018-01-11").err())
        .contains("--from: 2018-01-11T00:00:00Z (expected: before --to, 2018-01-11T00:00:00Z)");
    assertThat(train("--from", "noon").err())
        .contains("--from: noon (expected: a date such as 2018-01-01, or a time)");
    assertThat(train("--set", "training.epoch=1").err())
        .contains("training.epoch: unknown key (expected: epochs)");
    assertThat(registry.runs("linear")).isEmpty();
  }

  private Console train(String... options) {
    String[] command = new String[options.length + 3];
    command[0] = "train";
    command[1] = "--config";
    command[2] = root.resolve("millrace.yaml").toString();
    System.arraycopy(options, 0, command, 3, options.length);
    return Console.run(command);
  }

  private long champion() {
    return registry.alias("linear", "champion").map(AliasTarget::version).orElse(0L);
  }
}
