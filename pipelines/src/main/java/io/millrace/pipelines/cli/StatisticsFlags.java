package io.millrace.pipelines.cli;

import io.millrace.models.data.Compat;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.Slicing;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.pipelines.local.Artifacts;
import io.millrace.pipelines.local.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say what statistics to compute; the rarer ones are in a file of {@code
 * --options}.
 */
final class StatisticsFlags {
  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "All options as JSON, under TFDV's names; those on the command line go first.")
  private @Nullable Path file;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "A schema.pbtxt: which numbers are categories, which bytes are images, …")
  private @Nullable Path schema;

  @Option(
      names = "--infer-type-from-schema",
      description = "CSV columns have the schema's types, not inferred ones.")
  private boolean inferTypeFromSchema;

  @Option(
      names = "--slice",
      paramLabel = "FEATURE[=VALUE][,…]",
      description =
          "Also statistics by a feature's values, by one value of it, or by several features"
              + " together; may be repeated.")
  private List<String> slices = List.of();

  @Option(
      names = "--weight",
      paramLabel = "FEATURE",
      description = "The feature with the rows' weights.")
  private @Nullable String weight;

  @Option(
      names = "--weight-of",
      paramLabel = "FEATURE=WEIGHT",
      description = "Another weight for a feature; may be repeated.")
  private Map<String, String> weightOf = new LinkedHashMap<>();

  @Option(
      names = "--label",
      paramLabel = "FEATURE",
      description = "The feature that is to be predicted.")
  private @Nullable String label;

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "FEATURE",
      description = "Only these features; ride.fare is one inside a struct.")
  private @Nullable List<String> features;

  @Option(
      names = "--sample",
      paramLabel = "RATE",
      description = "The share of the rows to look at, more than 0, up to 1.")
  private @Nullable Double sample;

  @Option(
      names = "--num-top-values",
      paramLabel = "N",
      description = "Most frequent values listed (20).")
  private @Nullable Integer numTopValues;

  @Option(
      names = "--num-rank-histogram-buckets",
      paramLabel = "N",
      description = "Most frequent values with their counts (1000).")
  private @Nullable Integer numRankHistogramBuckets;

  @Option(
      names = "--num-histogram-buckets",
      paramLabel = "N",
      description = "Buckets of equal width of numbers (10).")
  private @Nullable Integer numHistogramBuckets;

  @Option(
      names = "--num-quantiles-histogram-buckets",
      paramLabel = "N",
      description = "Buckets of equal count of numbers (10).")
  private @Nullable Integer numQuantilesHistogramBuckets;

  @Option(
      names = "--num-values-histogram-buckets",
      paramLabel = "N",
      description = "Buckets of the number of values a row (10).")
  private @Nullable Integer numValuesHistogramBuckets;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "How far a quantile may be off (0.01).")
  private @Nullable Double epsilon;

  @Option(
      names = "--semantic-domains",
      description = "Also look for images, natural language and times.")
  private boolean semanticDomains;

  @Option(
      names = "--compat",
      paramLabel = "tfdv",
      description = "Reproduce what TensorFlow Data Validation does wrong.")
  private @Nullable Compat compat;

  /**
   * All of them.
   *
   * @param format of the files, which says how their features are named
   */
  StatisticsOptions options(FileFormat format) throws InputException {
    StatisticsOptions options = start();
    if (schema != null) {
      options = options.withSchema(Artifacts.schema(schema));
    }
    if (inferTypeFromSchema) {
      options = options.withInferTypeFromSchema(true);
    }
    if (!slices.isEmpty()) {
      options = options.withSlicingConfig(slicing(slices));
    }
    if (weight != null) {
      options = options.withWeightFeature(weight);
    }
    if (!weightOf.isEmpty()) {
      Map<FeaturePath, String> byPath = new LinkedHashMap<>();
      weightOf.forEach((feature, column) -> byPath.put(FeatureNames.path(feature, format), column));
      options = options.withPerFeatureWeightOverride(byPath);
    }
    if (label != null) {
      options = options.withLabelFeature(label);
    }
    if (features != null) {
      options =
          options.withFeatureAllowlist(
              features.stream().map(name -> FeatureNames.path(name, format)).toList());
    }
    if (semanticDomains) {
      options = options.withEnableSemanticDomainStats(true);
    }
    if (compat != null) {
      options = options.withCompat(compat);
    }
    return figures(options);
  }

  private StatisticsOptions start() throws InputException {
    if (file == null) {
      return StatisticsOptions.defaults();
    }
    try {
      return Artifacts.statisticsOptions(file);
    } catch (InputException e) {
      throw new InputException("--options: " + e.getMessage());
    }
  }

  private StatisticsOptions figures(StatisticsOptions given) {
    StatisticsOptions options = given;
    if (sample != null) {
      if (!(sample > 0 && sample <= 1)) {
        throw new IllegalArgumentException(
            "--sample: " + sample + " (expected: 0..1, more than 0)");
      }
      options = options.withSampleRate(sample);
    }
    if (numTopValues != null) {
      options = options.withNumTopValues(numTopValues);
    }
    if (numRankHistogramBuckets != null) {
      options = options.withNumRankHistogramBuckets(numRankHistogramBuckets);
    }
    if (numHistogramBuckets != null) {
      options = options.withNumHistogramBuckets(numHistogramBuckets);
    }
    if (numQuantilesHistogramBuckets != null) {
      options = options.withNumQuantilesHistogramBuckets(numQuantilesHistogramBuckets);
    }
    if (numValuesHistogramBuckets != null) {
      options = options.withNumValuesHistogramBuckets(numValuesHistogramBuckets);
    }
    return epsilon == null ? options : options.withEpsilon(epsilon);
  }

  static Slicing slicing(List<String> slices) {
    List<SliceSpec> specs = new ArrayList<>();
    for (String slice : slices) {
      List<String> keys = new ArrayList<>();
      Map<String, String> values = new LinkedHashMap<>();
      for (String part : slice.split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals == 0 || part.isEmpty()) {
          throw new IllegalArgumentException(
              "--slice: " + slice + " (expected: FEATURE, FEATURE=VALUE, or several with commas)");
        }
        if (equals < 0) {
          keys.add(part);
        } else {
          values.put(part.substring(0, equals), part.substring(equals + 1));
        }
      }
      specs.add(new SliceSpec(keys, values));
    }
    return new Slicing(specs);
  }
}
