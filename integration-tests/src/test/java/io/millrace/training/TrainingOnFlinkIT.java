package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.training.TrainingProgress;
import io.millrace.pipelines.cli.Execution;
import io.millrace.pipelines.cli.MillraceCommand;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.pipelines.training.RunOnDemand;
import io.millrace.pipelines.training.TrainingWorker;
import io.millrace.runners.direct.DirectExecution;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.trips.TaxiDeployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trials and shards of a training, side by side on Flink, come to what they come to on Direct.
 * Takes about half a minute on a quiet machine.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TrainingOnFlinkIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TRIALS = 4;
  private static final String SEARCH =
      """
      gates: [{gate: minimum_rows, rows: 30}]
      tuning:
        sampler: random
        trials: %d
        parallel: 2
        metric: mape
        parameters:
          learning_rate: {log_uniform: [0.0001, 0.01]}
          hidden: {choice: [[8], [16, 8]]}
      """
          .formatted(TRIALS);
  private static final DataWindow WINDOW =
      new DataWindow(Instant.parse("2018-01-01T00:00:00Z"), Instant.parse("2018-04-01T00:00:00Z"));
  private static final Execution.Settings FILES =
      new Execution.Settings(false, null, Path.of("checkpoints"));

  private TaxiDeployment taxi = TaxiDeployment.example(Path.of(""));
  private Deployment deployment;

  @BeforeAll
  void bootstrap(@TempDir Path out) throws Exception {
    TaxiDeployment example = TaxiDeployment.example(out);
    Path config =
        Files.writeString(
            out.resolve("millrace.yaml"), Files.readString(example.config()) + SEARCH);
    taxi = new TaxiDeployment(config, out, example.kafka());
    deployment = taxi.load().with(Map.of("training.epochs", "2"));
    TaxiDeployment.History quiet = taxi.writeQuietQuarter(500);
    execute(
        "bootstrap",
        "--runner",
        "direct",
        "--input",
        quiet.records().toString(),
        "--labels",
        quiet.labels().toString());
  }

  @Test
  void aStudyFindsOnFlinkWhatItFindsOnDirect() throws Exception {
    assertThat(tune("flink")).hasSize(TRIALS).isEqualTo(tune("direct"));
    try (Registry registry = Registry.open(deployment.registry().url())) {
      assertThat(weights(best(registry, "flink"))).isEqualTo(weights(best(registry, "direct")));
      assertThat(registry.runs(deployment.model()))
          .filteredOn(run -> run.request().cause().reason().endsWith("study flink"))
          .singleElement()
          .satisfies(
              run -> {
                assertThat(run.state()).isEqualTo(RunState.ACCEPTED);
                assertThat(run.request().cause().figures())
                    .containsEntry("trials", (double) TRIALS);
              });
    }
  }

  @Test
  void shardsOnFlinkGiveTheBitsOfOneWorkerOnDirect() throws Exception {
    assertThat(weights(train(flink()))).isEqualTo(weights(train(direct())));
  }

  /** The version that was trained with what a study found. */
  private long best(Registry registry, String study) {
    return registry.tags(deployment.model()).entrySet().stream()
        .filter(version -> study.equals(version.getValue().get("study")))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /**
   * Searches and trains with the best; the trials as they are written down, but for their times.
   */
  private List<JsonNode> tune(String runner) throws Exception {
    execute(
        "tune",
        "--runner",
        runner,
        "--study",
        runner,
        "--from",
        "2018-01-01",
        "--to",
        "2018-04-01",
        "--set",
        "training.epochs=2");
    List<JsonNode> trials = new ArrayList<>();
    Path study = new StoreLayout(deployment.store()).tuning(runner);
    for (String line : Files.readAllLines(study.resolve("trials.jsonl"))) {
      JsonNode trial = JSON.readTree(line);
      assertThat(trial.get("failure").isNull()).isTrue();
      trials.add(((ObjectNode) trial).without("seconds"));
    }
    return trials;
  }

  private void execute(String... command) {
    List<String> arguments = new ArrayList<>(Arrays.asList(command));
    arguments.addAll(taxi.arguments());
    assertThat(MillraceCommand.create().execute(arguments.toArray(String[]::new))).isZero();
  }

  /** Trains the first version further in shards and gives the new one. */
  private long train(PipelineOptions options) throws Exception {
    TrainingPlan plan =
        new TrainingPlan(
            TrainingPlan.Start.WARM,
            null,
            null,
            Map.of(
                "training.shards", "3",
                "training.epochs", "2",
                "training.warm_start", "{version: 1}",
                "training.validation", "{span: P60D, share: 0.2}",
                "training.early_stopping", "{patience: 1}"));
    try (Registry registry = Registry.open(deployment.registry().url())) {
      TrainingRun run =
          new RunOnDemand(
                  deployment,
                  registry,
                  TrainingWorker.LEASE,
                  TrainingProgress.NONE,
                  () -> Pipeline.create(options))
              .carryOut("a test", Map.of(), WINDOW, plan);
      assertThat(run.message()).isNull();
      assertThat(run.state()).isEqualTo(RunState.ACCEPTED);
      assertThat(registry.runMetrics(run.id())).isNotEmpty();
      long version = Objects.requireNonNull(run.version());
      assertThat(registry.lineage(deployment.model(), version).orElseThrow().warmStartedFrom())
          .isEqualTo(1);
      return version;
    }
  }

  private byte[] weights(long version) throws Exception {
    Path model = new ModelStore(deployment.registry().models()).fetch(deployment.model(), version);
    return Files.readAllBytes(model.resolve("variables/variables.data-00000-of-00001"));
  }

  private static PipelineOptions direct() {
    DirectOptions options = new DirectExecution().options(FILES).as(DirectOptions.class);
    options.setTargetParallelism(1);
    return options;
  }

  private static PipelineOptions flink() {
    FlinkPipelineOptions options =
        new FlinkExecution().options(FILES).as(FlinkPipelineOptions.class);
    options.setParallelism(2);
    return options;
  }
}
