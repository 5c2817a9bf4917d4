package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationExceptionTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/millrace/pipelines/config");

  @Test
  void namesEveryMistakeWithItsLine() {
    Path file = RESOURCES.resolve("mistakes.yaml");
    assertThat(problems(file).stream().map(p -> p.line() + ": " + p.text())).containsExactly("");
  }

  @Test
  void beginsEveryLineOfItsMessageWithFileAndLine() throws Exception {
    Path file = RESOURCES.resolve("mistakes.yaml");
    ConfigurationException e = wrong(file);

    assertThat(e.getMessage().lines()).hasSameSizeAs(e.problems());
    assertThat(e.getMessage())
        .contains("\n" + file + ":25: windows.size: P0D (expected: a duration longer than zero");
  }

  private static List<ConfigurationException.Problem> problems(Path file) {
    return wrong(file).problems();
  }

  private static ConfigurationException wrong(Path file) {
    return catchThrowableOfType(
        ConfigurationException.class, () -> Deployments.load(file, Map.of()));
  }
}
