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
import picocli.CommandLine.Option;

/** The options that name a deployment, which most commands share. */
final class ConfigOption {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The deployment's YAML file.")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {
        "A variable of the file, $${NAME} there; before the environment's.",
        "A name with a dot is a setting: training.learning_rate=0.001, training.hidden=[64,32]."
      })
  private Map<String, String> given = new LinkedHashMap<>();

  Deployment load() throws IOException, ConfigurationException {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("--config: " + file + " (expected: a file that exists)");
    }
    Map<String, String> variables = new LinkedHashMap<>(given);
    variables.keySet().removeIf(ConfigOption::isSetting);
    return prepared(Deployments.load(file, variables).with(settings()));
  }

  /** Reads a deployment, and has TensorFlow compute in this process with the threads it says. */
  static Deployment load(Path file, Map<String, String> variables)
      throws IOException, ConfigurationException {
    return prepared(Deployments.load(file, variables));
  }

  private static Deployment prepared(Deployment deployment) {
    ServingSettings serving = deployment.serving();
    SessionThreads.set(serving.intraOpThreads(), serving.interOpThreads());
    return deployment;
  }

  /** The settings that were given in place of the file's. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(given);
    settings.keySet().removeIf(name -> !isSetting(name));
    return settings;
  }

  private static boolean isSetting(String name) {
    return name.contains(".");
  }
}
