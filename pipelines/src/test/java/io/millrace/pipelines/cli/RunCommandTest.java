package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunCommandTest {
  private static final Optional<Path> NONE = Optional.empty();
  private static final Optional<Path> SOME = Optional.of(Path.of("store/checkpoints/job/chk-7"));

  @Test
  void withACheckpointItIsToldWhereToBegin() {
    assertThatThrownBy(() -> RunCommand.requireChoice(null, false, SOME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--resume: none, and there is the checkpoint store/checkpoints/job/chk-7 (expected:"
                + " `--resume latest` to go on from it, or `--anew` to read the topics from the"
                + " beginning and replace the windows in the store by what they still hold)");
    assertThatCode(() -> RunCommand.requireChoice("latest", false, SOME))
        .doesNotThrowAnyException();
    assertThatCode(() -> RunCommand.requireChoice(null, true, SOME)).doesNotThrowAnyException();
  }

  @Test
  void withoutOneItNeedNotBe() {
    assertThatCode(() -> RunCommand.requireChoice(null, false, NONE)).doesNotThrowAnyException();
    assertThatCode(() -> RunCommand.requireChoice("latest", false, NONE))
        .doesNotThrowAnyException();
  }

  @Test
  void itCannotDoBoth() {
    assertThatThrownBy(() -> RunCommand.requireChoice("latest", true, SOME))
        .hasMessage("--anew: given (expected: either it or --resume)");
  }
}
