package io.millrace.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipelines.cli.Execution;
import io.millrace.runners.flink.FlinkExecution;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Embedded Flink says the same of the same trips, whatever happens to it; about 30 seconds. */
@TestInstance(Lifecycle.PER_CLASS)
class VerdictsIT {
  private static final long CHECKPOINT_MILLIS = 200;

  private SortedSet<String> undisturbed;

  private Path directory;

  @BeforeAll
  void runUndisturbed(@TempDir Path out) {
    directory = out;
    Outage.plan(false);
    finish("undisturbed", Trickle.inOrder(), null);
    undisturbed = VerdictPipeline.verdicts("undisturbed");
    assertThat(undisturbed)
        .as("what there is to lose")
        .anyMatch(said -> said.startsWith("Quality "))
        .anyMatch(said -> said.startsWith("Coverage "))
        .anyMatch(said -> said.startsWith("Unjoined "))
        .anyMatch(said -> said.startsWith("Change "))
        .anyMatch(said -> said.startsWith("Drift ") && said.contains("stage=RAISED"))
        .anyMatch(said -> said.startsWith("Drift ") && said.contains("stage=CONFIRMED"));
  }

  @Test
  void aJobThatFailsAndRestartsFromItsCheckpointSaysTheSame() {
    Outage.plan(true);
    finish("failed", Trickle.inOrder(), null);
    assertThat(Outage.happened()).isTrue();
    assertSaysTheSame("failed");
  }

  @Test
  void aNewJobThatGoesOnFromTheCheckpointOfACancelledOneSaysTheRest() throws Exception {
    Outage.plan(false);
    FlinkPipelineOptions options = options("cancelled", null);
    options.setAttachedMode(false);
    PipelineResult cancelled = pipeline("cancelled", Trickle.inOrder(), options).run();
    Outage.awaitHalfWay();
    cancel(cancelled);
    assertThat(VerdictPipeline.verdicts("cancelled")).isNotEqualTo(undisturbed);

    finish("cancelled", Trickle.inOrder(), Execution.Settings.LATEST);
    assertSaysTheSame("cancelled");
  }

  @Test
  void aNewJobThatGoesOnFromACheckpointJudgesByItsOwnSettings() throws Exception {
    Outage.plan(false);
    FlinkPipelineOptions options = options("blind", null);
    options.setAttachedMode(false);
    PipelineResult blind =
        pipeline("blind", Trickle.inOrder(), options, VerdictPipeline.OUT_OF_REACH).run();
    Outage.awaitHalfWay();
    cancel(blind);
    assertThat(VerdictPipeline.verdicts("blind")).noneMatch(said -> said.contains("stage=RAISED"));

    finish("blind", Trickle.inOrder(), Execution.Settings.LATEST);
    assertThat(VerdictPipeline.verdicts("blind"))
        .anyMatch(said -> said.contains("kind=FEATURE") && said.contains("stage=RAISED"))
        .anyMatch(said -> said.contains("kind=ERROR") && said.contains("stage=RAISED"));
  }

  @Test
  void theSameTripsInAnotherOrderAheadOfTheWatermarkSayTheSame() {
    Outage.plan(false);
    finish("shuffled", Trickle.shuffled(20_000, 7), null);
    assertSaysTheSame("shuffled");
  }

  /** Quality is told again with the late labels in, so that only the verdicts are the same. */
  @Test
  void theSameTripsBehindTheWatermarkWithinTheLatenessGiveTheSameDriftVerdicts() {
    Outage.plan(false);
    FlinkPipelineOptions options = options("late", null);
    options.setAttachedMode(true);
    // The watermark passes many windows' ends while their last trips are still to come.
    options.setMaxBundleTimeMills(10L);
    options.setAutoWatermarkInterval(10L);
    pipeline("late", Trickle.late(20_000, 11), options).run().waitUntilFinish();
    Set<String> said = VerdictPipeline.verdicts("late");
    assertThat(said)
        .anyMatch(verdict -> verdict.startsWith("Quality ") && verdict.contains("pane=1"));
    assertThat(said)
        .filteredOn(verdict -> verdict.startsWith("Drift "))
        .containsExactlyInAnyOrderElementsOf(
            undisturbed.stream().filter(verdict -> verdict.startsWith("Drift ")).toList());
  }

  @Test
  void whatChangesWhileACheckpointIsWrittenIsNotInIt() {
    Outage.plan(true);
    FlinkPipelineOptions options = options("counted", null);
    options.setAttachedMode(true);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Trickle", Read.from(Trickle.inOrder()))
        .apply("Outage", ParDo.of(new Outage()))
        .apply("OneKey", WithKeys.of(1))
        .setCoder(KvCoder.of(VarIntCoder.of(), VarIntCoder.of()))
        .apply("Count", ParDo.of(new CountFn()));
    pipeline.run().waitUntilFinish();
    assertThat(Outage.happened()).isTrue();
    assertThat(CountFn.LAST).hasValue(Event.ALL.size());
  }

  /** The embedded Flink goes when its job does, and then no state can be asked for. */
  private static void cancel(PipelineResult job) throws Exception {
    try {
      job.cancel();
      while (!job.getState().isTerminal()) {
        Thread.sleep(50);
      }
    } catch (RuntimeException e) {
      assertThat(e).hasStackTraceContaining("has already been shut down");
    }
  }

  private void assertSaysTheSame(String run) {
    Set<String> said = VerdictPipeline.verdicts(run);
    assertThat(undisturbed).as("lost").filteredOn(verdict -> !said.contains(verdict)).isEmpty();
    assertThat(said).as("added").filteredOn(verdict -> !undisturbed.contains(verdict)).isEmpty();
  }

  private void finish(String run, Trickle trickle, @Nullable String resume) {
    FlinkPipelineOptions options = options(run, resume);
    options.setAttachedMode(true);
    assertThat(pipeline(run, trickle, options).run().waitUntilFinish())
        .isEqualTo(PipelineResult.State.DONE);
  }

  private FlinkPipelineOptions options(String run, @Nullable String resume) {
    Path checkpoints = directory.resolve(run).resolve("checkpoints");
    FlinkPipelineOptions options =
        new FlinkExecution()
            .options(new Execution.Settings(true, null, checkpoints).withResume(resume))
            .as(FlinkPipelineOptions.class);
    options.setCheckpointingInterval(CHECKPOINT_MILLIS);
    options.setShutdownSourcesAfterIdleMs(0L);
    return options;
  }

  private Pipeline pipeline(String run, Trickle trickle, FlinkPipelineOptions options) {
    return pipeline(run, trickle, options, VerdictPipeline.USUAL);
  }

  private Pipeline pipeline(
      String run, Trickle trickle, FlinkPipelineOptions options, VerdictPipeline.Limits limits) {
    Pipeline pipeline = Pipeline.create(options);
    Path examples = directory.resolve(run).resolve("examples");
    VerdictPipeline.build(pipeline, trickle, run, examples, limits);
    return pipeline;
  }
}
