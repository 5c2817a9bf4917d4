package io.millrace.pipelines.training;

import static io.millrace.pipelines.LinearDeployment.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.storage.WriteWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployment's windows are days. */
class FrontierTest {
  @SuppressWarnings("NullAway.Init") // JUnit calls read first
  private Deployment deployment;

  @BeforeEach
  void read(@TempDir Path directory) throws Exception {
    deployment = LinearDeployment.in(directory);
  }

  @Test
  void isTheEndOfTheWindowThatIsOpen() throws IOException {
    storeWindow(9);
    storeWindow(11);
    storeWindow(10);
    assertThat(new Frontier(deployment).after(day(8))).isEqualTo(day(13));
  }

  @Test
  void isNoEarlierThanTheDataOfTheVersion() throws IOException {
    assertThat(new Frontier(deployment).after(day(8))).isEqualTo(day(8));
    storeWindow(11);
    assertThat(new Frontier(deployment).after(day(20))).isEqualTo(day(20));
  }

  private void storeWindow(int first) throws IOException {
    String name = WriteWindows.windowName(day(first).toEpochMilli(), day(first + 1).toEpochMilli());
    Files.createDirectories(Path.of(new StoreLayout(deployment.store()).statistics(), name));
  }
}
