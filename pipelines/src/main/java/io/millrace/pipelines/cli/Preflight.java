package io.millrace.pipelines.cli;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.StoreLocation;
import io.millrace.models.registry.VersionState;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.KafkaTopic;
import io.millrace.pipelines.config.SourceSettings;
import io.millrace.pipelines.io.KafkaProbe;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.pipelines.stages.StoredReferences;
import io.millrace.pipelines.training.TrainingWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at everything that a deployment needs, before anything is started. */
public final class Preflight {
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);

  private Preflight() {}

  /**
   * Checks brokers and topics, directories, the registry and the champion.
   *
   * @throws PreflightException if anything is wrong; it names every problem
   */
  public static void check(Deployment deployment) throws PreflightException {
    check(deployment, BROKER_PATIENCE);
  }

  static void check(Deployment deployment, Duration brokerPatience) throws PreflightException {
    List<String> problems =
        new ArrayList<>(KafkaProbe.problems(topics(deployment), brokerPatience));
    writable("store", deployment.store(), problems);
    models(deployment, problems);
    champion(deployment, problems);
    report(problems);
  }

  /**
   * Checks that there is a champion, and that windows are counted on its grid.
   *
   * @throws PreflightException if not
   */
  static void checkChampion(Deployment deployment) throws PreflightException {
    List<String> problems = new ArrayList<>();
    champion(deployment, problems);
    report(problems);
  }

  private static void report(List<String> problems) throws PreflightException {
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
  }

  private static void champion(Deployment deployment, List<String> problems) {
    try (Registry registry = Registry.open(deployment.registry().url())) {
      champion(deployment, registry, problems);
    } catch (RuntimeException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static void models(Deployment deployment, List<String> problems) {
    StoreLocation models = deployment.registry().models();
    if (!models.remote()) {
      writable("registry.models", models.directory(), problems);
      return;
    }
    try {
      new ModelStore(models).versions(deployment.model());
    } catch (IOException | RuntimeException e) {
      problems.add("registry.models: " + models + ": " + e.getMessage());
    }
  }

  private static void champion(Deployment deployment, Registry registry, List<String> problems) {
    Optional<AliasTarget> champion = registry.alias(deployment.model(), TrainingWorker.CHAMPION);
    if (champion.isEmpty()) {
      problems.add(
          "model: "
              + deployment.model()
              + " has no champion (expected: one; `millrace bootstrap` makes the first)");
    } else if (champion.get().state() != VersionState.READY) {
      problems.add(
          "model: "
              + deployment.model()
              + ":"
              + champion.get().version()
              + " is "
              + champion.get().state()
              + " (expected: a READY champion; see `millrace models promote`)");
    } else {
      grid(deployment, champion.get().version(), problems);
    }
  }

  /** Windows are counted on the store's grid, and compared with the champion's reference. */
  private static void grid(Deployment deployment, long champion, List<String> problems) {
    Path file = new StoreLayout(deployment.store()).grid();
    if (!Files.isRegularFile(file)) {
      problems.add("store: " + file + " is missing (expected: the grid of `millrace bootstrap`)");
      return;
    }
    StoredReferences references =
        new StoredReferences(deployment.registry().models(), deployment.model());
    try {
      FeatureGrid grid = FeatureGrid.fromJson(Files.readString(file));
      if (!references.of(champion).grid().equals(grid)) {
        problems.add(
            "store: "
                + file
                + " is not the grid of "
                + deployment.model()
                + ":"
                + champion
                + " (expected: the champion's; `millrace bootstrap` puts it back)");
      }
    } catch (IOException | RuntimeException e) {
      problems.add("store: " + file + " cannot be compared with the champion's grid: " + e);
    }
  }

  private static List<KafkaTopic> topics(Deployment deployment) {
    List<KafkaTopic> topics = new ArrayList<>();
    Stream.of(deployment.records().source(), deployment.labels().stream().source())
        .forEach(
            (SourceSettings source) -> {
              if (source instanceof KafkaTopic topic) {
                topics.add(topic);
              }
            });
    deployment
        .sinks()
        .all()
        .forEach(
            sink -> {
              KafkaTopic topic = sink.topic();
              if (topic != null) {
                topics.add(topic);
              }
            });
    return topics;
  }

  private static void writable(String name, Path directory, List<String> problems) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".probe", null));
    } catch (IOException e) {
      problems.add(name + ": " + directory + " (expected: a directory that can be written): " + e);
    }
  }
}
