package io.millrace.runners.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipelines.cli.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.JobManagerOptions.SchedulerType;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkExecutionTest {
  private final Path checkpoints;

  FlinkExecutionTest(@TempDir Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Test
  void boundedPipelinesAreAsParallelAsTheyAreAskedToBe() {
    FlinkPipelineOptions options = options(new Execution.Settings(false, null, checkpoints));
    assertThat(
            GlobalConfiguration.loadConfiguration(options.getFlinkConfDir())
                .get(JobManagerOptions.SCHEDULER))
        .isEqualTo(SchedulerType.Default);
  }

  @Test
  void theEmbeddedFlinkIsToldWhereToGoOn() throws Exception {
    Path checkpoint = Files.createDirectories(checkpoints.resolve("job/chk-7"));
    Files.createFile(checkpoint.resolve("_metadata"));
    FlinkPipelineOptions options =
        options(new Execution.Settings(true, null, checkpoints, Execution.Settings.LATEST));
    assertThat(
            GlobalConfiguration.loadConfiguration(options.getFlinkConfDir())
                .get(SavepointConfigOptions.SAVEPOINT_PATH))
        .isEqualTo(checkpoint.toUri().toString());
  }

  @Test
  void streamsThatBeginAnewHaveTheUsersConfiguration() {
    assertThat(options(new Execution.Settings(true, null, checkpoints)).getFlinkConfDir()).isNull();
  }

  private static FlinkPipelineOptions options(Execution.Settings settings) {
    return new FlinkExecution().options(settings).as(FlinkPipelineOptions.class);
  }
}
