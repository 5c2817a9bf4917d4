package io.millrace.pipelines.cli;

import io.millrace.models.inference.SessionThreads;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.pipelines.config.ServingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a deployment, which most commands share. */
final class ConfigOption {
  static final String VARIABLE =
      "A variable of the file, $${NAME} there; before the environment's.";
  static final String SETTING =
      "A name with a dot is a setting: training.learning_rate=0.001, training.hidden=[64,32].";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The deployment's YAML file.")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {VARIABLE, SETTING})
  private Map<String, String> given = new LinkedHashMap<>();

  Deployment load() throws IOException, ConfigurationException {
    return load(Map.of());
  }

  /** With these settings over those that were given. */
  Deployment load(Map<String, String> more) throws IOException, ConfigurationException {
    return load(file, given, more);
  }

  /**
   * A deployment for commands that can do without; null for none.
   *
   * @throws IllegalArgumentException if there are variables or settings of none
   */
  static @Nullable Deployment loadOrNull(@Nullable Path file, Map<String, String> given)
      throws IOException, ConfigurationException {
    if (file != null) {
      return load(file, given, Map.of());
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("--set: given (expected: only with --config)");
    }
    return null;
  }

  /** Reads a deployment, and has TensorFlow compute in this process with the threads it says. */
  private static Deployment load(Path file, Map<String, String> given, Map<String, String> more)
      throws IOException, ConfigurationException {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("--config: " + file + " (expected: a file that exists)");
    }
    Map<String, String> variables = new LinkedHashMap<>(given);
    variables.keySet().removeIf(ConfigOption::isSetting);
    Map<String, String> settings = settings(given);
    settings.putAll(more);
    return prepared(Deployments.load(file, variables, settings));
  }

  private static Deployment prepared(Deployment deployment) {
    ServingSettings serving = deployment.serving();
    SessionThreads.set(serving.intraOpThreads(), serving.interOpThreads());
    return deployment;
  }

  /** The settings that were given in place of the file's. */
  Map<String, String> settings() {
    return settings(given);
  }

  private static Map<String, String> settings(Map<String, String> given) {
    Map<String, String> settings = new LinkedHashMap<>(given);
    settings.keySet().removeIf(name -> !isSetting(name));
    return settings;
  }

  private static boolean isSetting(String name) {
    return name.contains(".");
  }
}
