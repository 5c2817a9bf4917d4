package io.millrace.pipelines.cli;

import io.millrace.models.data.Compat;
import io.millrace.models.validation.rules.Severity;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.RecordPolicy;
import io.millrace.pipelines.config.ValidationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import picocli.CommandLine.Option;

/** The options that say what of a schema counts, and how much. */
final class ValidationFlags {
  private static final ValidationSettings NONE =
      new ValidationSettings(
          RecordPolicy.OFF, null, false, List.of(), Map.of(), List.of(), List.of());

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "What the data is for: one of the schema's default environments.")
  private @Nullable String environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML with the keys of the section 'validation': rules, thresholds, severities, …; options"
              + " on the command line go first.")
  private @Nullable Path config;

  @Option(
      names = "--features-needed",
      split = ",",
      paramLabel = "FEATURE",
      description = "Report only these of the features that the schema does not have.")
  private List<String> featuresNeeded = List.of();

  @Option(
      names = "--new-features-are-warnings",
      description = "A feature that the schema does not have is a warning, no error.")
  private boolean newFeaturesAreWarnings;

  @Option(
      names = "--severity",
      split = ",",
      paramLabel = "TYPE=error|warning",
      description = "How bad anomalies of a type are, such as SCHEMA_MISSING_COLUMN=warning.")
  private Map<AnomalyInfo.Type, Severity> severities = new LinkedHashMap<>();

  @Option(
      names = "--compat",
      paramLabel = "tfdv",
      description = "Reproduce what TensorFlow Data Validation does wrong.")
  private Compat compat = Compat.MILLRACE;

  Compat compat() {
    return compat;
  }

  /** The file's settings, and over them the command line's. */
  ValidationSettings settings() throws IOException, ConfigurationException {
    ValidationSettings file = file();
    Map<AnomalyInfo.Type, Severity> all = new LinkedHashMap<>(file.severities());
    all.putAll(severities);
    return new ValidationSettings(
        file.records(),
        environment == null ? file.environment() : environment,
        newFeaturesAreWarnings || file.newFeaturesAreWarnings(),
        featuresNeeded.isEmpty() ? file.featuresNeeded() : featuresNeeded,
        all,
        file.thresholds(),
        file.rules());
  }

  private ValidationSettings file() throws IOException, ConfigurationException {
    if (config == null) {
      return NONE;
    }
    if (!Files.isReadable(config)) {
      throw new IllegalArgumentException("--config: " + config + " (expected: a file that exists)");
    }
    return ValidationSettings.load(config, Map.of());
  }
}
