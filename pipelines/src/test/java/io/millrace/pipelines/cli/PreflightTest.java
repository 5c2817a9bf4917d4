package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  private final Path root;

  PreflightTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void everythingThatIsWrongIsInOneMessage() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Files.writeString(root.resolve("store"), "a file where the directory should be");
    Path file = LinearDeployment.file(root);
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "files: [records.csv]",
                "kafka: {bootstrap_servers: \"localhost:" + port + "\", topic: records}"));
    Deployment deployment = Deployments.load(file, Map.of());
    PreflightException failure =
        catchThrowableOfType(
            PreflightException.class, () -> Preflight.check(deployment, Duration.ofMillis(500)));
    assertThat(String.valueOf(failure.getMessage()).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "bootstrap_servers: localhost:"
                            + port
                            + " (expected: a Kafka broker that answers)"),
            line ->
                assertThat(line)
                    .startsWith(
                        "store: "
                            + root.resolve("store")
                            + " (expected: a directory that can be written)"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "model: linear has no champion (expected: one; `millrace bootstrap` makes"
                            + " the first)"));
  }

  @Test
  void aQuarantinedChampionIsNone() throws Exception {
    Deployment deployment = LinearDeployment.in(root);
    try (Registry registry = champion(deployment)) {
      registry.quarantine("linear", 1, "broken");
    }
    assertThat(catchThrowableOfType(PreflightException.class, () -> Preflight.check(deployment)))
        .hasMessage(
            "model: linear:1 is QUARANTINED (expected: a READY champion; see `millrace models"
                + " promote`)");
  }

  @Test
  void withEverythingInPlaceThereIsNothingToSay() throws Exception {
    Deployment deployment = LinearDeployment.in(root);
    champion(deployment).close();
    assertThatCode(() -> Preflight.check(deployment)).doesNotThrowAnyException();
    assertThat(root.resolve("store")).isEmptyDirectory();
  }

  private static Registry champion(Deployment deployment) {
    Registry registry = Registry.open(deployment.registry().url());
    registry.allocateVersion("linear", null);
    registry.markReady("linear", 1, Map.of(), "ab".repeat(32));
    registry.promote(new Promotion("linear", "champion", 1, null, "ann", "first", null, null));
    return registry;
  }
}
