package io.millrace.runners.direct;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.pipelines.cli.Execution;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DirectExecutionTest {
  @Test
  void goesOnFromNothing() {
    Execution.Settings settings =
        new Execution.Settings(true, null, Path.of("checkpoints"), Execution.Settings.LATEST);
    assertThatThrownBy(() -> new DirectExecution().options(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resume: latest (expected: nothing; the Direct runner keeps no checkpoints)");
  }
}
