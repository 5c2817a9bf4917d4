package io.millrace.runners.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.pipelines.cli.Execution;
import java.nio.file.Path;
import org.apache.beam.runners.direct.DirectOptions;
import org.junit.jupiter.api.Test;

class DirectExecutionTest {
  @Test
  void goesOnFromNothing() {
    Execution.Settings settings =
        new Execution.Settings(true, null, Path.of("checkpoints"))
            .withResume(Execution.Settings.LATEST);
    assertThatThrownBy(() -> new DirectExecution().options(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resume: latest (expected: nothing; the Direct runner keeps no checkpoints)");
  }

  @Test
  void isAsParallelAsItIsAskedToBe() {
    Execution.Settings settings =
        new Execution.Settings(false, null, Path.of("checkpoints")).withParallelism(3);
    assertThat(
            new DirectExecution().options(settings).as(DirectOptions.class).getTargetParallelism())
        .isEqualTo(3);
  }
}
