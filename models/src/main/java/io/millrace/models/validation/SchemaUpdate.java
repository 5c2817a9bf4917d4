package io.millrace.models.validation;

import io.millrace.models.data.Compat;
import io.millrace.models.schema.EditableSchema;
import io.millrace.models.schema.ObservedDataset;
import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.schema.SchemaEntry;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.validation.checks.CheckContext;
import io.millrace.models.validation.checks.DatasetCheck;
import io.millrace.models.validation.checks.FeatureChecks;
import io.millrace.models.validation.checks.Findings;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Changes a schema so that a data set would pass it: relaxes what the data violates, adds new
 * features and retires those that are missing. The constraints of the data set as a whole change
 * only where it is compared with other data.
 */
public final class SchemaUpdate {
  /**
   * How to change a schema.
   *
   * @param inference what to guess of new features; TensorFlow Data Validation never gives them
   *     shapes here
   * @param environment what the data is for; null for anything
   * @param enumDeleteThreshold a string domain that grows to this many values is dropped
   * @param compat whose behaviour applies where TensorFlow Data Validation has a bug
   */
  public record Options(
      SchemaInference.Options inference,
      @Nullable String environment,
      int enumDeleteThreshold,
      Compat compat) {
    /** For data of any environment; domains of up to 100 strings for new features. */
    public static Options defaults() {
      return new Options(
          SchemaInference.Options.defaults().withShapes(false),
          null,
          Integer.MAX_VALUE,
          Compat.MILLRACE);
    }

    public Options withInference(SchemaInference.Options wanted) {
      return new Options(wanted, environment, enumDeleteThreshold, compat);
    }

    public Options withEnvironment(String name) {
      return new Options(inference, name, enumDeleteThreshold, compat);
    }

    public Options withEnumDeleteThreshold(int values) {
      return new Options(inference, environment, values, compat);
    }

    public Options withCompat(Compat behaviour) {
      return new Options(inference, environment, enumDeleteThreshold, behaviour);
    }
  }

  private final EditableSchema schema;
  private final ObservedDataset data;
  private final CheckContext context;
  private final Options options;

  private SchemaUpdate(
      Schema schema, ObservedDataset data, ControlStatistics control, Options options) {
    this.schema = EditableSchema.of(schema);
    this.data = data;
    this.options = options;
    this.context =
        new CheckContext(
            this.schema.view(),
            options.environment(),
            data,
            control.previousSpan(data),
            control.serving(data),
            control.previousVersion(data),
            options.compat(),
            options.enumDeleteThreshold());
  }

  /** The schema that this data, and all that passed the old one, would pass. */
  public static Schema update(Schema schema, DatasetFeatureStatistics stats) {
    return update(schema, stats, Options.defaults());
  }

  /**
   * The same, in other ways.
   *
   * @throws IllegalArgumentException if the statistics mix names and paths
   */
  public static Schema update(Schema schema, DatasetFeatureStatistics stats, Options options) {
    ObservedDataset data = ObservedDataset.of(stats);
    return new SchemaUpdate(schema, data, ControlStatistics.none(), options).run();
  }

  /**
   * The schema that this data would pass also when compared with other data: thresholds of drift
   * and skew are raised, and the bounds of the number of examples moved.
   *
   * @throws IllegalArgumentException if statistics mix names and paths
   */
  public static Schema update(
      Schema schema, DatasetFeatureStatistics stats, ControlStatistics control, Options options) {
    SchemaUpdate update = new SchemaUpdate(schema, ObservedDataset.of(stats), control, options);
    if (schema.hasDatasetConstraints()) {
      DatasetCheck.check(update.schema.datasetConstraints(), update.context, new Findings());
    }
    return update.run();
  }

  private Schema run() {
    for (ObservedFeature feature : data.roots()) {
      update(feature);
    }
    for (Path path : schema.required(options.environment())) {
      Feature.Builder feature = schema.feature(path);
      if (feature != null && data.find(path) == null) {
        FeatureChecks.checkMissing(feature, new Findings());
      }
    }
    return schema.toSchema();
  }

  private void update(ObservedFeature observed) {
    SchemaEntry entry = schema.entry(observed.path());
    if (entry.isEmpty()) {
      SchemaInference.addFeature(observed, data, options.inference(), schema);
      return;
    }
    FeatureChecks.check(entry, schema, observed, context, new Findings());
    if (schema.entry(observed.path()).isLive()) {
      for (ObservedFeature child : data.children(observed)) {
        update(child);
      }
    }
  }
}
