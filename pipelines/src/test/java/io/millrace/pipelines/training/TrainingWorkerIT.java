package io.millrace.pipelines.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.VersionEstimator;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.TriggerKind;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingWorkerIT {
  private static final TrainingPlan NO_NEW_ANOMALIES =
      new TrainingPlan(
          TrainingPlan.Start.SCRATCH,
          null,
          null,
          Map.of("gates", "[{gate: no_new_anomalies}]", "training.epochs", "4"));

  /** A deployment with its baseline and first champion, of which every test gets a copy. */
  @TempDir private static Path bootstrapped = Path.of("");

  private final Deployment deployment;
  private final Registry registry;
  private final TrainingWorker worker;
  private final ModelStore models;

  @BeforeAll
  static void bootstrapOnce() throws Exception {
    Deployment first = LinearDeployment.in(bootstrapped);
    LinearDeployment.writeStatistics(first);
    LinearDeployment.store(first, 1, 10, x -> 3 * x + 2);
    try (Registry registry = Registry.open(first.registry().url())) {
      assertThat(new Bootstrap(first).run(registry)).isEqualTo(1);
    }
  }

  TrainingWorkerIT(@TempDir Path root) throws Exception {
    copy(bootstrapped, root);
    deployment = LinearDeployment.in(root);
    registry = Registry.open(deployment.registry().url());
    worker = new TrainingWorker(deployment, registry, "tester");
    models = new ModelStore(deployment.registry().models());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aVersionGetsAnEstimatorOfItsQualityIfAskedFor() throws Exception {
    assertThat(VersionEstimator.readFrom(models.fetch("linear", 1))).isNull();
    LinearDeployment.store(deployment, 11, 20, x -> 50 - 3 * x);
    // Half of five days of sixty rows are held out: too few; all of them are enough.
    Map<String, String> settings =
        Map.of("drift.estimate.quality", "true", "training.holdout.share", "1");
    request(11, 21);
    Deployment estimating = deployment.with(settings);
    assertThat(new TrainingWorker(estimating, registry, "tester").workOnce()).isTrue();
    VersionEstimator estimator =
        Objects.requireNonNull(VersionEstimator.readFrom(models.fetch("linear", 2)));
    assertThat(estimator.usual()).containsOnlyKeys("mae");
  }

  @Test
  void aBetterModelIsPublishedAndPromoted() throws Exception {
    LinearDeployment.store(deployment, 11, 20, x -> 50 - 3 * x);
    TrainingRun run = request(11, 21);
    assertThat(worker.workOnce()).isTrue();
    TrainingRun ended = registry.run(run.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(RunState.ACCEPTED);
    assertThat(ended.claimedBy()).isEqualTo("tester");
    assertThat(champion()).isEqualTo(2);
    assertThat(registry.version("linear", 2).orElseThrow().runId()).isEqualTo(run.id());
    assertThat(registry.version("linear", 2).orElseThrow().metrics().get("mae")).isLessThan(0.5);
    Manifest.verify(models.fetch("linear", 2));
    assertThat(ModelReference.readFrom(models.fetch("linear", 2)).counts().whole().all().rows())
        .isEqualTo(10 * LinearDeployment.ROWS_A_DAY);
    assertThat(registry.gateResults(run.id()))
        .extracting(GateResult::passed)
        .containsExactly(true, true);
    assertThat(registry.history("linear"))
        .last()
        .satisfies(
            change -> {
              assertThat(change.who()).isEqualTo("tester");
              assertThat(change.runId()).isEqualTo(run.id());
              assertThat(change.effectiveFrom()).isEqualTo(LinearDeployment.day(21));
            });
    assertThat(worker.workOnce()).isFalse();
  }

  @Test
  void aModelThatIsNotBetterIsRefusedWithItsFigures() throws Exception {
    LinearDeployment.store(deployment, 11, 20, x -> 3 * x + 2);
    TrainingRun run = request(11, 21);
    assertThat(worker.workOnce()).isTrue();
    TrainingRun ended = registry.run(run.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(RunState.REFUSED);
    assertThat(ended.message()).contains("MAPE").contains("(expected: at least 2.00 %)");
    assertThat(champion()).isEqualTo(1);
    assertThat(models.versions("linear")).containsExactly(1L);
    List<GateResult> results = registry.gateResults(run.id());
    assertThat(results).extracting(GateResult::passed).containsExactly(false, true);
    assertThat(results.get(0).figures().get("improvement")).isBetween(-0.2, 0.02);
    assertThat(results.get(1).figures().get("rows")).isBetween(100.0, 200.0);
  }

  @Test
  void dataWithAnAnomalyDoNotMakeAChampion() throws Exception {
    LinearDeployment.store(
        deployment, 11, 20, day -> LinearDeployment.rows(day, true), x -> 50 - 3 * x);
    long run = request(NO_NEW_ANOMALIES);
    assertThat(worker.workOnce()).isTrue();
    assertThat(registry.run(run).orElseThrow().state()).isEqualTo(RunState.REFUSED);
    assertThat(registry.run(run).orElseThrow().message())
        .contains("x: ")
        .contains("(expected: no anomaly in the training data)");
    assertThat(registry.gateResults(run))
        .singleElement()
        .satisfies(
            gate -> {
              assertThat(gate.passed()).isFalse();
              assertThat(gate.figures()).containsExactly(entry("anomalies", 1.0));
            });
    assertThat(champion()).isEqualTo(1);
    assertThat(models.versions("linear")).containsExactly(1L);
  }

  @Test
  void dataWithoutAnAnomalyPass() throws Exception {
    // A column that nobody has filled is nothing new.
    FloatColumn empty =
        new FloatColumn(
            new double[LinearDeployment.ROWS_A_DAY],
            null,
            Validity.of(LinearDeployment.ROWS_A_DAY, new long[1]));
    LinearDeployment.store(
        deployment,
        11,
        20,
        day -> LinearDeployment.rows(day).with("tariff", empty),
        x -> 50 - 3 * x);
    long run = request(NO_NEW_ANOMALIES);
    assertThat(worker.workOnce()).isTrue();
    assertThat(registry.run(run).orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
    assertThat(registry.gateResults(run))
        .singleElement()
        .satisfies(
            gate -> {
              assertThat(gate.passed()).isTrue();
              assertThat(gate.figures()).containsExactly(entry("anomalies", 0.0));
            });
    assertThat(champion()).isEqualTo(2);
  }

  @Test
  void tooFewExamplesFailTheRun() throws Exception {
    LinearDeployment.store(deployment, 11, 11, x -> x);
    TrainingRun run = request(11, 21);
    assertThat(worker.workOnce()).isTrue();
    TrainingRun ended = registry.run(run.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(RunState.FAILED);
    assertThat(ended.message())
        .isEqualTo(
            "examples: 60 from 2018-01-11T00:00:00Z to 2018-01-21T00:00:00Z (expected: at least"
                + " 100)");
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void aRunThatKeepsFailingItsWorkersIsGivenUp() {
    TrainingRun run = request(11, 21);
    Instant first = Instant.parse("2020-01-01T00:00:00Z");
    for (int attempt = 0; attempt < 3; attempt++) {
      Clock clock = Clock.fixed(first.plusSeconds(attempt), ZoneOffset.UTC);
      try (Registry earlier = Registry.open(deployment.registry().url(), clock)) {
        assertThat(earlier.claim("linear", "killed", Duration.ofMillis(1))).isPresent();
      }
    }
    assertThat(worker.workOnce()).isTrue();
    TrainingRun ended = registry.run(run.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(RunState.FAILED);
    assertThat(ended.message())
        .isEqualTo("attempts without a new checkpoint: 4 (expected: at most 3)");
  }

  @Test
  void aWarmStartKeepsItsEncodersWhereValuesLackForTheFirstTime() throws Exception {
    LinearDeployment.store(
        deployment, 11, 20, day -> LinearDeployment.rows(day, true), x -> 50 - 3 * x);
    long run = request(new TrainingPlan(TrainingPlan.Start.WARM, null, null, Map.of()));
    assertThat(worker.workOnce()).isTrue();
    assertThat(registry.run(run).orElseThrow().message()).isNull();
    assertThat(registry.run(run).orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
    assertThat(registry.lineage("linear", 2).orElseThrow().warmStartedFrom()).isEqualTo(1);
  }

  /**
   * Trained on labels that are too high, the new model errs by 20 where the champion errs by 10 the
   * other way; the two together err by 5.
   */
  @Test
  void theChampionAndTheNewModelTogetherMayBeBetterThanEither() throws Exception {
    LinearDeployment.store(deployment, 11, 15, x -> 3 * x + 42);
    LinearDeployment.store(deployment, 16, 20, x -> 3 * x + 12);
    long run =
        request(
            new TrainingPlan(
                TrainingPlan.Start.SCRATCH, null, null, Map.of("training.ensemble", "true")));
    assertThat(worker.workOnce()).isTrue();
    assertThat(registry.run(run).orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
    assertThat(registry.version("linear", 2).orElseThrow().metrics().get("mae"))
        .isBetween(3.0, 7.0);
    assertThat(registry.tags("linear"))
        .containsEntry(2L, Map.of("ensemble", "with version 1, new model 0.5"));
  }

  @Test
  void withoutARunThereIsNothingToDo() {
    assertThat(worker.workOnce()).isFalse();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copied = to.resolve(from.relativize(file));
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
  }

  /** Asks for a run on the second ten days. */
  private long request(TrainingPlan plan) {
    Cause cause = new Cause(TriggerKind.REQUEST, "by hand", Map.of(), null);
    DataWindow window = new DataWindow(LinearDeployment.day(11), LinearDeployment.day(21));
    return registry.request(new TrainingRequest("linear", "k", cause, window, plan)).run().id();
  }

  private TrainingRun request(int from, int to) {
    Cause cause = new Cause(TriggerKind.DRIFT, "x drifted", Map.of(), LinearDeployment.day(to));
    DataWindow window = new DataWindow(LinearDeployment.day(from), LinearDeployment.day(to));
    return registry.request(new TrainingRequest("linear", "key", cause, window)).run();
  }

  private long champion() {
    return registry.alias("linear", TrainingWorker.CHAMPION).map(AliasTarget::version).orElse(0L);
  }
}
