package io.millrace.pipelines.cli;

import io.millrace.models.data.Compat;
import io.millrace.models.validation.ValidationOptions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Path;
import picocli.CommandLine.Option;

/** The options that say what of a schema counts, and how much. */
final class ValidationFlags {
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
      description = "How bad anomalies of a type are, such as ENUM_TYPE_INVALID_UTF8=warning.")
  private Map<AnomalyInfo.Type, AnomalyInfo.Severity> severities = new LinkedHashMap<>();

  @Option(
      names = "--compat",
      paramLabel = "tfdv",
      description = "Reproduce what TensorFlow Data Validation does wrong.")
  private @Nullable Compat compat;

  /** The options given, over those of the settings. */
  ValidationOptions over(ValidationOptions settings) {
    ValidationOptions options = settings;
    if (!featuresNeeded.isEmpty()) {
      options = options.withFeaturesNeeded(paths(featuresNeeded));
    }
    if (newFeaturesAreWarnings) {
      options = options.withNewFeaturesAsWarnings(true);
    }
    if (!severities.isEmpty()) {
      Map<AnomalyInfo.Type, AnomalyInfo.Severity> all =
          new LinkedHashMap<>(options.severityOverrides());
      all.putAll(severities);
      options = options.withSeverityOverrides(all);
    }
    return compat == null ? options : options.withCompat(compat);
  }

  private static Set<Path> paths(List<String> features) {
    Set<Path> paths = new LinkedHashSet<>();
    for (String feature : features) {
      paths.add(
          Path.newBuilder()
              .addAllStep(List.of(feature.split("\\.", -1)))
              .build());
    }
    return paths;
  }
}
