package io.millrace.models.schema;

import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Guesses a schema from the statistics of data that is taken to be good, by the rules of TensorFlow
 * Data Validation: types, presence, number of values, and the domains of booleans, of strings that
 * spell integers and of few strings. Ranges of numbers are not guessed. Where all features were
 * measured by weight, presence and strings are counted by weight.
 */
public final class SchemaInference {
  /**
   * What to guess.
   *
   * @param maxStringDomainSize a feature of at most so many distinct strings gets them as its
   *     domain; 0 for never
   * @param shapes whether a feature that always has the same number of values gets a fixed shape,
   *     instead of a number of values ({@code infer_feature_shape})
   * @param integerStrings whether strings that all say integers get an integer domain, instead of
   *     being categories like other strings
   * @param absentFeatures whether a feature that no row had is part of the schema; if not, it is a
   *     new column the day it gets a value
   * @param domainGroups features that share a string domain, and its name
   * @param transformations applied to the result one after the other
   */
  public record Options(
      int maxStringDomainSize,
      boolean shapes,
      boolean integerStrings,
      boolean absentFeatures,
      Map<Path, String> domainGroups,
      List<SchemaTransformation> transformations) {
    public Options {
      if (maxStringDomainSize < 0) {
        throw new IllegalArgumentException(
            "maxStringDomainSize: " + maxStringDomainSize + " (expected: >= 0)");
      }
      domainGroups = Map.copyOf(domainGroups);
      transformations = List.copyOf(transformations);
    }

    /** TensorFlow Data Validation's: 100 strings, shapes, and integers in strings. */
    public static Options defaults() {
      return new Options(100, true, true, true, Map.of(), List.of());
    }

    /**
     * For columns of declared types: 100 strings, which are categories even if they are digits, no
     * shapes, so that a missing value is one anomaly and not two, and only features that were seen.
     */
    public static Options declared() {
      return new Options(100, false, false, false, Map.of(), List.of());
    }

    public Options withMaxStringDomainSize(int size) {
      return new Options(
          size, shapes, integerStrings, absentFeatures, domainGroups, transformations);
    }

    public Options withShapes(boolean wanted) {
      return new Options(
          maxStringDomainSize,
          wanted,
          integerStrings,
          absentFeatures,
          domainGroups,
          transformations);
    }

    public Options withDomainGroups(Map<Path, String> groups) {
      return new Options(
          maxStringDomainSize, shapes, integerStrings, absentFeatures, groups, transformations);
    }

    public Options withTransformations(List<SchemaTransformation> wanted) {
      return new Options(
          maxStringDomainSize, shapes, integerStrings, absentFeatures, domainGroups, wanted);
    }
  }

  private SchemaInference() {}

  /**
   * The schema that these statistics fit; features in the order of the statistics.
   *
   * @throws IllegalArgumentException if the statistics mix names and paths
   */
  public static Schema infer(DatasetFeatureStatistics stats, Options options) {
    ObservedDataset observed = ObservedDataset.of(stats);
    EditableSchema editable = EditableSchema.of(Schema.getDefaultInstance());
    for (ObservedFeature feature : observed.roots()) {
      addFeature(feature, observed, options, editable);
    }
    Schema schema = editable.toSchema();
    for (SchemaTransformation transformation : options.transformations()) {
      schema = transformation.apply(schema, stats);
    }
    return schema;
  }

  /** Adds a feature that is not part of the schema yet, and the features inside of it. */
  public static void addFeature(
      ObservedFeature observed, ObservedDataset dataset, Options options, EditableSchema schema) {
    if (!observed.hasCommon()
        || (!observed.isPresent() && !options.absentFeatures())
        || schema.feature(observed.path()) != null) {
      return;
    }
    Feature.Builder feature = schema.addFeature(observed.path()).setType(observed.type());
    ValueCountInference.setPresenceAndValues(feature, observed, options.shapes());
    if (observed.stats().hasValidationDerivedSource()) {
      DerivedFeatures.mark(feature, observed);
    }
    DomainInference.setDomain(feature, observed, options, schema);
    for (ObservedFeature child : dataset.children(observed)) {
      addFeature(child, dataset, options, schema);
    }
  }
}
