package io.millrace.runners.demo;

import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ServedModel;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.backfill.HistoryPipeline;
import io.millrace.pipelines.cli.Execution;
import io.millrace.pipelines.cli.Preflight;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.stages.Stages;
import io.millrace.pipelines.streaming.ContinuousPipeline;
import io.millrace.pipelines.training.Bootstrap;
import io.millrace.pipelines.training.TrainingWorker;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.runners.kafka.LocalKafka;
import io.millrace.runners.logging.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the demo: a broker, the first model from the quiet months, the pipeline with its trainer,
 * and the replay of all trips.
 */
public final class Demo {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final int PARTITIONS = 2;

  /** Opens the trips, from the first one, as often as they are needed. */
  public interface TripSource {
    Trips open() throws IOException;
  }

  private final Path out;
  private final TripSource source;
  private final Pace pace;

  /**
   * A demo that writes everything below {@code out}.
   *
   * @param pace how fast the replay may go at most; it never runs ahead of the pipeline
   */
  public Demo(Path out, TripSource source, Pace pace) {
    this.out = out;
    this.source = source;
    this.pace = pace;
  }

  /** Runs it to its end; interrupting the thread stops everything that it has started. */
  public DemoReport run() throws Exception {
    long start = System.nanoTime();
    ProgressView.say("starting Kafka");
    try (LocalKafka kafka = LocalKafka.start(out.resolve("kafka"))) {
      kafka.createTopics(topics());
      Deployment deployment = deployment(kafka.bootstrapServers());
      Files.createDirectories(deployment.store());
      Files.createDirectories(deployment.registry().models().directory());
      ProgressView.say("learning the first model from the quiet months");
      bootstrap(deployment);
      try (Registry registry = Registry.open(deployment.registry().url())) {
        new Bootstrap(deployment).run(registry);
        ProgressView.say("starting the pipeline on Flink");
        TripLog log = stream(deployment, registry, kafka.bootstrapServers());
        ProgressView.say("writing the report");
        DemoReport report =
            new Reporter(deployment, registry, source)
                .report(log, (System.nanoTime() - start) / 1e9);
        report.write(out.resolve("report.json"));
        return report;
      }
    }
  }

  private static Map<String, Integer> topics() {
    return Map.of(
        Replay.TRIPS,
        PARTITIONS,
        Replay.LABELS,
        PARTITIONS,
        TripLog.PREDICTIONS,
        PARTITIONS,
        TripLog.DEAD_LETTERS,
        1,
        "anomalies",
        1,
        "quality",
        1,
        TripLog.ALARMS,
        1,
        TripLog.DECISIONS,
        1);
  }

  private Deployment deployment(String bootstrapServers) throws Exception {
    Path home = Path.of(System.getProperty("millrace.home", "."));
    Path example = home.resolve("examples/nyc-taxi/millrace.yaml");
    Path copy = out.resolve("millrace.yaml");
    Files.copy(example, copy);
    return Deployments.load(copy, Map.of("KAFKA", bootstrapServers, "OUT", out.toString()));
  }

  /** Brings the quiet months into the store, by the same stages that later handle the stream. */
  private void bootstrap(Deployment deployment) throws IOException {
    History history = History.write(out.resolve("history"), source, deployment.bootstrap());
    Execution.Settings settings =
        new Execution.Settings(false, null, deployment.store().resolve("checkpoints"));
    Pipeline pipeline = Pipeline.create(new FlinkExecution().options(settings));
    HistoryPipeline.build(
        pipeline,
        deployment.fromFiles(
            List.of(history.records().toString()), List.of(history.labels().toString()), true));
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IOException("history: " + state + " (expected: DONE)");
    }
  }

  private TripLog stream(Deployment deployment, Registry registry, String bootstrapServers)
      throws Exception {
    Preflight.check(deployment);
    Execution.Settings settings =
        new Execution.Settings(true, null, deployment.store().resolve("checkpoints"));
    Pipeline pipeline = Pipeline.create(new FlinkExecution().options(settings));
    ContinuousPipeline.build(pipeline, deployment, Baseline.read(deployment));

    Thread trainer = new Thread(() -> train(deployment, registry), "trainer");
    trainer.setDaemon(true);
    PipelineResult result = pipeline.run();
    try (TripLog log = TripLog.follow(bootstrapServers)) {
      trainer.start();
      String champion = Stages.champion(deployment).name();
      Lockstep lockstep = new Lockstep(deployment.model(), champion, registry, log, result);
      Replay replay = Replay.to(bootstrapServers, source.open(), Pace.all(pace, lockstep));
      lockstep.follow(replay);
      try (replay;
          ProgressView view =
              ProgressView.start(() -> progress(deployment, registry, champion, replay, log))) {
        log.onAlarm(view::note);
        replay.run();
        lockstep.awaitEnd();
      }
      return log;
    } finally {
      // Readers that are interrupted say so; nobody needs to know.
      LogFile.onlyErrorsOnConsole();
      trainer.interrupt();
      result.cancel();
      trainer.join(10_000);
    }
  }

  private static void train(Deployment deployment, Registry registry) {
    try {
      new TrainingWorker(deployment, registry, "demo").work();
    } catch (InterruptedException e) {
      LOG.debug("trainer stopped");
    }
  }

  private static Progress progress(
      Deployment deployment, Registry registry, String champion, Replay replay, TripLog log) {
    ModelLocation model = ServedModel.loaded(champion);
    var runs = registry.runs(deployment.model());
    long promotions =
        runs.stream()
            .filter(run -> run.state() == io.millrace.models.registry.RunState.ACCEPTED)
            .count();
    long open = runs.stream().filter(run -> run.state().open()).count();
    return new Progress(
        replay.eventTime(),
        replay.recordsSent(),
        log.predicted(),
        log.deadLettered(),
        model == null ? null : "version " + model.version(),
        log.lastAlarm(),
        (int) (runs.size() - open),
        (int) promotions,
        open > 0 ? "training" : null);
  }
}
