package io.millrace.pipelines.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads deployments from YAML files; {@code docs/configuration.md} lists the keys.
 *
 * <pre>{@code
 * Deployment deployment =
 *     Deployments.load(Path.of("millrace.yaml"), Map.of("KAFKA", "localhost:9092"));
 * }</pre>
 */
public final class Deployments {
  private Deployments() {}

  /**
   * The deployment that a file describes. Relative paths in it start at the file's directory.
   *
   * @param variables the values of <code>${NAME}</code> in the file, before those of the
   *     environment
   * @throws ConfigurationException if anything in the file is wrong; it names every problem
   * @throws IOException if the file cannot be read
   */
  public static Deployment load(Path file, Map<String, String> variables)
      throws IOException, ConfigurationException {
    return load(file, variables, Map.of());
  }

  /**
   * The deployment that a file describes with these settings in the place of its own; the file may
   * lack what they give.
   *
   * @param variables the values of <code>${NAME}</code> in the file, before those of the
   *     environment
   * @param settings by the path of their key, as {@link DeploymentSource} has them
   * @throws ConfigurationException if anything in the file, the variables or the settings is wrong;
   *     it names every problem
   * @throws IOException if the file cannot be read
   */
  public static Deployment load(
      Path file, Map<String, String> variables, Map<String, String> settings)
      throws IOException, ConfigurationException {
    Variables known = new Variables(variables, System::getenv);
    DeploymentSource source = DeploymentSource.read(file, known).with(settings);
    return source.load(known.unknownTo(source.text()));
  }
}
