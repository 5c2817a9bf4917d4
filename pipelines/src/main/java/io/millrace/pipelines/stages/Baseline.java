package io.millrace.pipelines.stages;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.schema.SchemaFiles;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.validation.Comparisons;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

/**
 * What a deployment's data is compared with: made once from quiet data by the bootstrap.
 *
 * @param schema what the data should look like
 * @param control the statistics of that quiet data, where thresholds of skew ask for them
 * @param grid where drift is counted
 */
public record Baseline(Schema schema, ControlStatistics control, FeatureGrid grid) {

  /**
   * Reads the deployment's schema, grid and, where thresholds of skew ask for them, statistics.
   *
   * @throws IOException if the deployment was not bootstrapped, or the schema asks for what a
   *     deployment does not have; the message says what to do
   */
  public static Baseline read(Deployment deployment) throws IOException {
    Path gridFile = new StoreLayout(deployment.store()).grid();
    for (Path file : new Path[] {deployment.schemaFile(), gridFile}) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            file + ": missing (expected: a file that `millrace bootstrap` writes)");
      }
    }
    Schema schema = readSchema(deployment);
    return new Baseline(
        schema, control(deployment, schema), FeatureGrid.fromJson(Files.readString(gridFile)));
  }

  /**
   * The deployment's schema; null before the bootstrap has made one.
   *
   * @throws IOException if it asks for what a deployment does not have
   */
  public static @Nullable Schema schemaIfAny(Deployment deployment) throws IOException {
    return Files.isRegularFile(deployment.schemaFile()) ? readSchema(deployment) : null;
  }

  private static Schema readSchema(Deployment deployment) throws IOException {
    Path file = deployment.schemaFile();
    Schema schema = SchemaFiles.read(file);
    if (Comparisons.of(schema).previousVersion()) {
      throw new IOException(
          file
              + ": num_examples_version_comparator: given (expected: none, as windows have no other"
              + " version; num_examples_drift_comparator compares with the window before)");
    }
    try {
      new DatasetStatistics(StatisticsOptions.defaults().withSchema(schema));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": a deployment cannot measure this: " + e.getMessage(), e);
    }
    return schema;
  }

  /** The window's data is what is served; the distances are the same either way round. */
  private static ControlStatistics control(Deployment deployment, Schema schema)
      throws IOException {
    Schema withThresholds = deployment.validation().withThresholds(schema);
    if (!Comparisons.of(withThresholds).serving()) {
      return ControlStatistics.none();
    }
    DatasetStatistics history = HistoryStatistics.read(deployment);
    Set<String> otherwise =
        history.measuredOtherwiseThan(schema).stream()
            .map(path -> path.steps().get(0))
            .collect(Collectors.toSet());
    DatasetFeatureStatistics data = history.toProto("");
    Set<String> measured =
        data.getFeaturesList().stream()
            .map(feature -> feature.getPath().getStep(0))
            .collect(Collectors.toSet());
    for (Feature feature : withThresholds.getFeatureList()) {
      String name = feature.getName();
      if (Comparisons.of(feature).serving()
          && (!measured.contains(name) || otherwise.contains(name))) {
        throw new IOException(
            "skew of "
                + name
                + ": "
                + (measured.contains(name)
                    ? "measured otherwise than the schema now says"
                    : "no statistics")
                + " from "
                + deployment.bootstrap().from()
                + " to "
                + deployment.bootstrap().to()
                + " in "
                + new StoreLayout(deployment.store()).statistics()
                + " (expected: those that `millrace bootstrap` writes when it is run again, with"
                + " this schema)");
      }
    }
    return ControlStatistics.none().withServing(data);
  }
}
