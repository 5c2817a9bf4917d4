package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SessionThreadsTest {

  @Test
  void otherNumbersComeTooLateOnceAModelWasLoaded() {
    assertThat(SessionThreads.config().getIntraOpParallelismThreads()).isEqualTo(1);
    assertThat(SessionThreads.config().getInterOpParallelismThreads()).isEqualTo(-1);
    SessionThreads.set(1, SessionThreads.CALLER);
    assertThatThrownBy(() -> SessionThreads.set(4, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "threads: 4 within and 0 between operations (expected: 1 and -1, as this process has"
                + " loaded models with these: set them before the first)");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> SessionThreads.set(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: -1 and 0 (expected: >= 0 within and >= -1 between operations)");
  }
}
