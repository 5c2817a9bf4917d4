package io.millrace.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.Alarm;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.cli.Execution;
import io.millrace.pipelines.io.WatchFiles;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.retraining.PolicySettings;
import io.millrace.transforms.retraining.RequestTraining;
import io.millrace.transforms.retraining.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PeriodicImpulse;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that comes into a watched folder while a stream runs on Flink; 10 to 25 seconds. */
class NewFilesIT {
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  @Test
  void aNewFileAsksForATraining(@TempDir Path root) throws Exception {
    Path folder = Files.createDirectory(root.resolve("in"));
    Files.writeString(folder.resolve("known.csv"), "1");
    String url = "jdbc:sqlite:" + root.resolve("registry.db");
    Registry.open(url).close();
    PipelineResult job = start(url, folder, root.resolve("checkpoints"));
    try (Registry registry = Registry.open(url)) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      // Some come before the pipeline has looked first, and are known then; one does not.
      for (int i = 0; registry.runs("trips").isEmpty(); i++) {
        assertThat(System.nanoTime()).as("nothing was asked for").isLessThan(deadline);
        Files.writeString(folder.resolve("new-" + i + ".csv"), "1");
        Thread.sleep(1000);
      }
      TrainingRun run = registry.runs("trips").get(0);
      assertThat(run.request().toString())
          .contains("new file")
          .contains("in/new-")
          .doesNotContain("known.csv");
    } finally {
      job.cancel();
    }
  }

  private static PipelineResult start(String url, Path folder, Path checkpoints) {
    Pipeline pipeline =
        Pipeline.create(
            new FlinkExecution().options(new Execution.Settings(true, null, checkpoints)));
    pipeline
        .apply("Windows", PeriodicImpulse.create().withInterval(org.joda.time.Duration.millis(500)))
        .apply("Quiet", MapElements.via(new QuietFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER))
        .apply(
            RequestTraining.in(url, onNewFiles())
                .withFiles(
                    pipeline.apply(
                        "WatchFiles", WatchFiles.under("trips", List.of(folder + "/*.csv")))));
    return pipeline.run();
  }

  private static PolicySettings onNewFiles() {
    PolicySettings alarms = PolicySettings.onAlarms(Duration.ofDays(1), Duration.ofSeconds(1));
    return new PolicySettings(
        List.of(Set.of(Trigger.NEW_FILES)),
        alarms.dataWindow(),
        alarms.cooldown(),
        null,
        alarms.newExamples(),
        alarms.schedule(),
        0,
        alarms.leastRise(),
        0);
  }

  /** A window of half a second in which nothing drifts. */
  private static final class QuietFn extends SimpleFunction<Instant, KV<String, MonitoredWindow>> {
    @Override
    public KV<String, MonitoredWindow> apply(Instant end) {
      long millis = end.getMillis();
      return KV.of(
          "trips", new MonitoredWindow(Alarm.Kind.ERROR, 1, millis - 500, millis, 10, List.of()));
    }
  }
}
