package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.SessionThreads;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadedModelTest {

  @Test
  void aModelWithOtherNumbersIsNotOpened(@TempDir Path models) {
    assertThat(SessionThreads.config().getIntraOpParallelismThreads()).isEqualTo(1);
    ModelHandler model = LocalModel.latest(models);
    new ThreadedModel(model, 1, SessionThreads.CALLER).open().close();
    assertThatThrownBy(() -> new ThreadedModel(model, 2, SessionThreads.CALLER).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("threads: 2 within");
  }
}
