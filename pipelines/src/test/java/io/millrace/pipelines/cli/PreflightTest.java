package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.pipelines.stages.StoreLayout;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void everySinksBrokerIsAsked() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    for (String sink : List.of("violations", "estimates")) {
      Deployment deployment =
          LinearDeployment.in(root)
              .with(
                  Map.of(
                      "sinks." + sink,
                      "{topic: " + sink + ", bootstrap_servers: \"localhost:" + port + "\"}"));
      assertThat(
              catchThrowableOfType(
                  PreflightException.class,
                  () -> Preflight.check(deployment, Duration.ofMillis(300))))
          .hasMessageContaining("bootstrap_servers: localhost:" + port);
    }
  }

  @Test
  void aGridThatIsNotTheChampionsIsAProblem() throws Exception {
    Deployment deployment = LinearDeployment.in(root);
    champion(deployment).close();
    reference(deployment, 3);
    Path grid = new StoreLayout(deployment.store()).grid();
    assertThat(catchThrowableOfType(PreflightException.class, () -> Preflight.check(deployment)))
        .hasMessage("store: " + grid + " is missing (expected: the grid of `millrace bootstrap`)");

    Files.writeString(grid, grid(4).toJson());
    assertThat(catchThrowableOfType(PreflightException.class, () -> Preflight.check(deployment)))
        .hasMessage(
            "store: "
                + grid
                + " is not the grid of linear:1 (expected: the champion's; `millrace bootstrap`"
                + " puts it back)");
  }

  @Test
  void aBackfillWithLabelsRefusesAnotherGridThanTheChampionsBeforeItStarts() throws Exception {
    String config = LinearDeployment.file(root).toString();
    Deployment deployment = LinearDeployment.in(root);
    champion(deployment).close();
    reference(deployment, 3);
    Files.createDirectories(deployment.store());
    Files.writeString(new StoreLayout(deployment.store()).grid(), grid(4).toJson());
    String file = Files.createFile(root.resolve("rows.csv")).toString();
    Path output = root.resolve("backfilled");
    List<String> backfill =
        List.of("backfill", "--config", config, "--input", file, "--output", output.toString());
    List<String> labelled = new ArrayList<>(backfill);
    labelled.addAll(List.of("--labels", file));

    Console refused = Console.run(labelled.toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(" is not the grid of linear:1 (expected: the champion's;");
    assertThat(output).doesNotExist();
    // Without labels nothing is compared.
    assertThat(Console.run(backfill.toArray(String[]::new)).err()).doesNotContain("grid of");
  }

  @Test
  void withEverythingInPlaceThereIsNothingToSay() throws Exception {
    Deployment deployment = LinearDeployment.in(root);
    champion(deployment).close();
    reference(deployment, 3);
    Files.createDirectories(deployment.store());
    Path grid = new StoreLayout(deployment.store()).grid();
    Files.writeString(grid, grid(3).toJson());
    assertThatCode(() -> Preflight.check(deployment)).doesNotThrowAnyException();
    assertThat(deployment.store().toFile().list()).containsExactly("grid.json");
  }

  /** What the champion is compared with, on a grid of so many bins. */
  private static void reference(Deployment deployment, int bins) throws Exception {
    ModelReference.of(new GridCounts(grid(bins)), ErrorMoments.NONE)
        .writeTo(deployment.registry().models().directory().resolve("linear/1"));
  }

  private static FeatureGrid grid(int bins) {
    return FeatureGrid.build(List.of(LinearDeployment.rows(1)), bins, bins);
  }

  private static Registry champion(Deployment deployment) {
    Registry registry = Registry.open(deployment.registry().url());
    registry.allocateVersion("linear", null);
    registry.markReady("linear", 1, Map.of(), "ab".repeat(32));
    registry.promote(new Promotion("linear", "champion", 1, null, "ann", "first", null, null));
    return registry;
  }
}
