package io.millrace.pipelines.config;

import io.millrace.pipelines.config.ConfigurationException.Problem;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a deployment was read from, so that it can be read again: with other settings, or in another
 * process that has neither the file nor the environment.
 *
 * @param file where the text came from: relative paths start there, and problems name it
 * @param variables the values of <code>${NAME}</code> in the text, those of the environment too
 * @param settings values in the place of the text's, by the path of their key: {@code
 *     training.learning_rate}, {@code features.trip_distance.transform}; written as in YAML
 */
public record DeploymentSource(
    String file, String text, Map<String, String> variables, Map<String, String> settings)
    implements Serializable {

  public DeploymentSource {
    // Serializable whatever was given.
    variables = new LinkedHashMap<>(variables);
    settings = new LinkedHashMap<>(settings);
  }

  static DeploymentSource read(Path file, Variables variables)
      throws IOException, ConfigurationException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          file, List.of(new Problem(1, "file: not text (expected: YAML in UTF-8)")));
    }
    return new DeploymentSource(file.toString(), text, variables.usedBy(text), Map.of());
  }

  /** The same with these settings over those it has. */
  public DeploymentSource with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(more);
    return new DeploymentSource(file, text, variables, all);
  }

  /**
   * Reads the deployment.
   *
   * @throws ConfigurationException if anything in it is wrong; it names every problem
   */
  public Deployment load() throws ConfigurationException {
    return load(List.of());
  }

  /** The same, with problems that were found before. */
  Deployment load(List<Problem> before) throws ConfigurationException {
    YamlDocument document = open();
    document.add(before);
    Deployment deployment = Deployment.read(document.root(), this);
    document.finish();
    return deployment;
  }

  YamlDocument open() throws ConfigurationException {
    return YamlDocument.parse(
        Path.of(file), text, new Variables(variables, name -> null), settings);
  }

  /** The file alone: the text and the variables may hold secrets. */
  @Override
  public String toString() {
    return "DeploymentSource[" + file + "]";
  }
}
