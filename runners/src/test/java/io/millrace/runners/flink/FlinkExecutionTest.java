package io.millrace.runners.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.pipelines.cli.Execution;
import io.millrace.pipelines.cli.MillraceCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.JobManagerOptions.SchedulerType;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FlinkExecutionTest {
  private static final String EXAMPLE = "../examples/nyc-taxi/millrace.yaml";

  private final Path checkpoints;

  FlinkExecutionTest(@TempDir Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Test
  void boundedPipelinesAreAsParallelWhateverTheirInput() {
    assertThat(
            told(new Execution.Settings(false, null, checkpoints)).get(JobManagerOptions.SCHEDULER))
        .isEqualTo(SchedulerType.Default);
  }

  @Test
  void theEmbeddedFlinkIsToldWhereToGoOn() throws Exception {
    Path checkpoint = Files.createDirectories(checkpoints.resolve("job/chk-7"));
    Files.createFile(checkpoint.resolve("_metadata"));
    Execution.Settings settings =
        new Execution.Settings(true, null, checkpoints).withResume(Execution.Settings.LATEST);
    assertThat(told(settings).get(SavepointConfigOptions.SAVEPOINT_PATH))
        .isEqualTo(checkpoint.toUri().toString());
    Execution.Settings anew = new Execution.Settings(true, null, checkpoints);
    assertThat(told(anew).contains(SavepointConfigOptions.SAVEPOINT_PATH)).isFalse();
  }

  @Test
  void stateOfStagesThatAreGoneIsLeftOutOnlyIfThatIsAllowed() throws Exception {
    Path checkpoint = Files.createDirectories(checkpoints.resolve("job/chk-7"));
    Files.createFile(checkpoint.resolve("_metadata"));
    for (boolean allowed : new boolean[] {false, true}) {
      for (String master : new String[] {null, "localhost:1"}) {
        Execution.Settings settings =
            new Execution.Settings(true, master, checkpoints)
                .withResume(Execution.Settings.LATEST)
                .withPartly(allowed);
        assertThat(told(settings).get(SavepointConfigOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE))
            .isEqualTo(allowed);
        assertThat(options(settings).getAllowNonRestoredState()).isEqualTo(allowed);
      }
    }
  }

  @Test
  void aStreamOfThisProcessMayFailAgainAndAgainWithTimeBetween() {
    Execution.Settings settings = new Execution.Settings(true, null, checkpoints);
    Configuration told = told(settings);
    assertThat(told.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    assertThat(told.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(
            told.get(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(told.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
        .isEqualTo(6);
    // Either would be put in place of that.
    assertThat(options(settings).getNumberOfExecutionRetries()).isEqualTo(-1);
  }

  @Test
  void aClusterSaysHowOftenAStreamIsStartedAgainAndWhereItsStateLies() {
    Configuration told = told(onCluster(true));
    assertThat(told.contains(RestartStrategyOptions.RESTART_STRATEGY)).isFalse();
    assertThat(told.contains(StateBackendOptions.STATE_BACKEND)).isFalse();
    assertThat(told.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo(checkpoints.toUri().toString());
    FlinkPipelineOptions options = options(onCluster(true));
    assertThat(options.getNumberOfExecutionRetries()).isEqualTo(-1);
    assertThat(options.getStateBackend()).isNull();
  }

  @Test
  void boundedPipelinesAreNotTriedForEver() {
    assertThat(
            options(new Execution.Settings(false, null, checkpoints)).getNumberOfExecutionRetries())
        .isZero();
    assertThat(options(onCluster(false)).getNumberOfExecutionRetries()).isEqualTo(3);
  }

  @Test
  void pipelinesAreAsParallelAsTheyAreAskedToBe() {
    Execution.Settings seven =
        new Execution.Settings(true, "localhost:1", checkpoints).withParallelism(7);
    assertThat(options(seven).getParallelism()).isEqualTo(7);
    assertThat(options(onCluster(true)).getParallelism())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThatThrownBy(() -> new Execution.Settings(true, null, checkpoints).withParallelism(0))
        .hasMessage("parallelism: 0 (expected: >= 1)");
  }

  @Test
  void aStreamWithACheckpointBeginsAnewOnlyIfToldSo() throws Exception {
    Path checkpoint = Files.createDirectories(checkpoints.resolve("store/checkpoints/job/chk-7"));
    Files.createFile(checkpoint.resolve("_metadata"));
    assertThat(new FlinkExecution().checkpoint(checkpoints.resolve("store/checkpoints")))
        .contains(checkpoint);
    StringWriter err = new StringWriter();
    int exit =
        MillraceCommand.create()
            .setErr(new PrintWriter(err))
            .execute("run", "--config", EXAMPLE, "--set", "OUT=" + checkpoints);
    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(checkpoint.toString(), "`--resume latest`", "`--anew`");
  }

  @Test
  void stateIsLeftOutOnlyOfACheckpoint() {
    StringWriter err = new StringWriter();
    int exit =
        MillraceCommand.create()
            .setErr(new PrintWriter(err))
            .execute(
                "run",
                "--config",
                EXAMPLE,
                "--set",
                "OUT=" + checkpoints,
                "--allow-non-restored-state");
    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().strip())
        .isEqualTo("--allow-non-restored-state: given (expected: with --resume)");
  }

  private Execution.Settings onCluster(boolean streaming) {
    return new Execution.Settings(streaming, "localhost:1", checkpoints);
  }

  /** What Flink finds in its configuration directory. */
  private static Configuration told(Execution.Settings settings) {
    return GlobalConfiguration.loadConfiguration(options(settings).getFlinkConfDir());
  }

  private static FlinkPipelineOptions options(Execution.Settings settings) {
    return new FlinkExecution().options(settings).as(FlinkPipelineOptions.class);
  }
}
