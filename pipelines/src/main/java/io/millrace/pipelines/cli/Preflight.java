package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.StoreLocation;
import io.millrace.models.registry.VersionState;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.KafkaTopic;
import io.millrace.pipelines.config.SinkSettings;
import io.millrace.pipelines.config.SourceSettings;
import io.millrace.pipelines.io.KafkaProbe;
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
    try (Registry registry = Registry.open(deployment.registry().url())) {
      champion(deployment, registry).ifPresent(problems::add);
    } catch (RuntimeException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
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

  private static Optional<String> champion(Deployment deployment, Registry registry) {
    Optional<AliasTarget> champion = registry.alias(deployment.model(), TrainingWorker.CHAMPION);
    if (champion.isEmpty()) {
      return Optional.of(
          "model: "
              + deployment.model()
              + " has no champion (expected: one; `millrace bootstrap` makes the first)");
    }
    if (champion.get().state() != VersionState.READY) {
      return Optional.of(
          "model: "
              + deployment.model()
              + ":"
              + champion.get().version()
              + " is "
              + champion.get().state()
              + " (expected: a READY champion; see `millrace models promote`)");
    }
    return Optional.empty();
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
    SinkSettings sinks = deployment.sinks();
    Stream.of(
            sinks.predictions(),
            sinks.deadLetters(),
            sinks.statistics(),
            sinks.anomalies(),
            sinks.quality(),
            sinks.alarms(),
            sinks.decisions())
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
