package io.millrace.models.statistics;

import io.millrace.models.data.Compat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * What statistics to compute, and how finely. Names, meanings and defaults are those of TensorFlow
 * Data Validation's {@code StatsOptions}. Immutable: every {@code with} gives another one.
 */
public final class StatisticsOptions implements Cloneable, Serializable {
  private static final StatisticsOptions DEFAULTS = new StatisticsOptions();

  private @Nullable Schema schema;
  private @Nullable String labelFeature;
  private @Nullable String weightFeature;
  private Map<FeaturePath, String> perFeatureWeightOverride = Map.of();
  private Slicing slicingConfig = Slicing.none();
  private double sampleRate = 1;
  private int numTopValues = 20;
  private int frequencyThreshold = 1;
  private double weightedFrequencyThreshold = 1;
  private int numRankHistogramBuckets = 1000;
  private int numValuesHistogramBuckets = 10;
  private int numHistogramBuckets = 10;
  private int numQuantilesHistogramBuckets = 10;
  private double epsilon = 0.01;
  private boolean inferTypeFromSchema;
  private int desiredBatchSize = 1000;
  private boolean enableSemanticDomainStats;
  private double semanticDomainStatsSampleRate = 1;
  private Map<String, String> vocabPaths = Map.of();
  private boolean addDefaultGenerators = true;
  private @Nullable List<FeaturePath> featureAllowlist;
  private @Nullable Boolean useSketchBasedTopkUniques;
  private int experimentalResultPartitions = 1;
  private int experimentalNumFeaturePartitions = 1;
  private boolean experimentalFilterReadPaths;
  private HistogramSelection perFeatureStatsConfig = HistogramSelection.all();
  private Map<String, Map<String, String>> generators = Map.of();
  private Compat compat = Compat.MILLRACE;

  private StatisticsOptions() {}

  private StatisticsOptions with(Consumer<StatisticsOptions> change) {
    try {
      StatisticsOptions copy = (StatisticsOptions) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static StatisticsOptions defaults() {
    return DEFAULTS;
  }

  /** What the features are meant to be: which numbers are categories, which strings are images. */
  public @Nullable Schema schema() {
    return schema;
  }

  public StatisticsOptions withSchema(@Nullable Schema value) {
    return with(copy -> copy.schema = value);
  }

  /** The feature that is to be predicted, for statistics that relate others to it. */
  public @Nullable String labelFeature() {
    return labelFeature;
  }

  public StatisticsOptions withLabelFeature(@Nullable String value) {
    return with(copy -> copy.labelFeature = value);
  }

  /** The numeric feature that holds the weight of an example. */
  public @Nullable String weightFeature() {
    return weightFeature;
  }

  public StatisticsOptions withWeightFeature(@Nullable String value) {
    return with(copy -> copy.weightFeature = value);
  }

  /** The weight features of single features, in place of {@link #weightFeature}. */
  public Map<FeaturePath, String> perFeatureWeightOverride() {
    return perFeatureWeightOverride;
  }

  public StatisticsOptions withPerFeatureWeightOverride(Map<FeaturePath, String> value) {
    return with(copy -> copy.perFeatureWeightOverride = Map.copyOf(value));
  }

  /** How rows are cut into slices. */
  public Slicing slicingConfig() {
    return slicingConfig;
  }

  public StatisticsOptions withSlicingConfig(Slicing value) {
    return with(copy -> copy.slicingConfig = value);
  }

  /**
   * The share of the rows that is looked at, in (0, 1]. Which ones depends on their ids, or their
   * places in the source, not on the batches.
   */
  public double sampleRate() {
    return sampleRate;
  }

  public StatisticsOptions withSampleRate(double value) {
    return with(copy -> copy.sampleRate = share("sampleRate", value));
  }

  /** How many of the most frequent values are listed, at least 1. */
  public int numTopValues() {
    return numTopValues;
  }

  public StatisticsOptions withNumTopValues(int value) {
    return with(copy -> copy.numTopValues = atLeast("numTopValues", value, 1));
  }

  /** How often a value must come to be listed. */
  public int frequencyThreshold() {
    return frequencyThreshold;
  }

  public StatisticsOptions withFrequencyThreshold(int value) {
    return with(copy -> copy.frequencyThreshold = atLeast("frequencyThreshold", value, 0));
  }

  /** How much weight a value must have to be listed among the weighted ones. */
  public double weightedFrequencyThreshold() {
    return weightedFrequencyThreshold;
  }

  public StatisticsOptions withWeightedFrequencyThreshold(double value) {
    return with(copy -> copy.weightedFrequencyThreshold = value);
  }

  /** How many of the most frequent values the rank histogram holds, at least 1. */
  public int numRankHistogramBuckets() {
    return numRankHistogramBuckets;
  }

  public StatisticsOptions withNumRankHistogramBuckets(int value) {
    return with(
        copy -> copy.numRankHistogramBuckets = atLeast("numRankHistogramBuckets", value, 1));
  }

  /** Buckets of the number of values a row, at least 2. */
  public int numValuesHistogramBuckets() {
    return numValuesHistogramBuckets;
  }

  public StatisticsOptions withNumValuesHistogramBuckets(int value) {
    return with(
        copy -> copy.numValuesHistogramBuckets = atLeast("numValuesHistogramBuckets", value, 2));
  }

  /** Buckets of equal width of a numeric feature, at least 1. */
  public int numHistogramBuckets() {
    return numHistogramBuckets;
  }

  public StatisticsOptions withNumHistogramBuckets(int value) {
    return with(copy -> copy.numHistogramBuckets = atLeast("numHistogramBuckets", value, 1));
  }

  /** Buckets of equal count of a numeric feature, at least 1. */
  public int numQuantilesHistogramBuckets() {
    return numQuantilesHistogramBuckets;
  }

  public StatisticsOptions withNumQuantilesHistogramBuckets(int value) {
    return with(
        copy ->
            copy.numQuantilesHistogramBuckets = atLeast("numQuantilesHistogramBuckets", value, 1));
  }

  /** How far a quantile may be off, as a share of all values, in 0.0001..0.5. */
  public double epsilon() {
    return epsilon;
  }

  public StatisticsOptions withEpsilon(double value) {
    if (!(value >= 0.0001 && value <= 0.5)) {
      throw new IllegalArgumentException("epsilon: " + value + " (expected: 0.0001..0.5)");
    }
    return with(copy -> copy.epsilon = value);
  }

  /** Whether a CSV file's types are the schema's. */
  public boolean inferTypeFromSchema() {
    return inferTypeFromSchema;
  }

  public StatisticsOptions withInferTypeFromSchema(boolean value) {
    return with(copy -> copy.inferTypeFromSchema = value);
  }

  /** Rows of a batch where the reader can choose, at least 1. */
  public int desiredBatchSize() {
    return desiredBatchSize;
  }

  public StatisticsOptions withDesiredBatchSize(int value) {
    return with(copy -> copy.desiredBatchSize = atLeast("desiredBatchSize", value, 1));
  }

  /** Whether to look for images, natural language and times among strings. */
  public boolean enableSemanticDomainStats() {
    return enableSemanticDomainStats;
  }

  public StatisticsOptions withEnableSemanticDomainStats(boolean value) {
    return with(copy -> copy.enableSemanticDomainStats = value);
  }

  /** The share of the rows that is looked at for them, in (0, 1]. */
  public double semanticDomainStatsSampleRate() {
    return semanticDomainStatsSampleRate;
  }

  public StatisticsOptions withSemanticDomainStatsSampleRate(double value) {
    return with(
        copy -> copy.semanticDomainStatsSampleRate = share("semanticDomainStatsSampleRate", value));
  }

  /** The files of vocabularies, by their names in the schema. */
  public Map<String, String> vocabPaths() {
    return vocabPaths;
  }

  public StatisticsOptions withVocabPaths(Map<String, String> value) {
    return with(copy -> copy.vocabPaths = Map.copyOf(value));
  }

  /** Whether to have the basic statistics, and the extra ones that the schema calls for. */
  public boolean addDefaultGenerators() {
    return addDefaultGenerators;
  }

  public StatisticsOptions withAddDefaultGenerators(boolean value) {
    return with(copy -> copy.addDefaultGenerators = value);
  }

  /**
   * The only features to tell of, with all below them; null for all. Others may still be sliced by,
   * weigh or be the label.
   */
  public @Nullable List<FeaturePath> featureAllowlist() {
    return featureAllowlist;
  }

  /** Whether a feature is one of the {@link #featureAllowlist}, or below one. */
  public boolean allows(FeaturePath feature) {
    return featureAllowlist == null
        || featureAllowlist.stream().anyMatch(allowed -> allowed.contains(feature));
  }

  public StatisticsOptions withFeatureAllowlist(@Nullable List<FeaturePath> value) {
    return with(copy -> copy.featureAllowlist = value == null ? null : List.copyOf(value));
  }

  /**
   * How values are counted: null for exactly up to 16,384 distinct ones a feature and by sketches
   * beyond, true for TensorFlow Data Validation's sketches from the start, false for exactly in
   * memory that grows with the number of distinct values.
   */
  public @Nullable Boolean useSketchBasedTopkUniques() {
    return useSketchBasedTopkUniques;
  }

  public StatisticsOptions withUseSketchBasedTopkUniques(@Nullable Boolean value) {
    return with(copy -> copy.useSketchBasedTopkUniques = value);
  }

  /**
   * In how many {@linkplain StatisticsShards shards} at most {@code millrace stats} writes the
   * results, at least 1. Who writes them with other means says it there.
   */
  public int experimentalResultPartitions() {
    return experimentalResultPartitions;
  }

  public StatisticsOptions withExperimentalResultPartitions(int value) {
    return with(
        copy ->
            copy.experimentalResultPartitions = atLeast("experimentalResultPartitions", value, 1));
  }

  /** In how many groups of features the work is shared out, at least 1. */
  public int experimentalNumFeaturePartitions() {
    return experimentalNumFeaturePartitions;
  }

  public StatisticsOptions withExperimentalNumFeaturePartitions(int value) {
    return with(
        copy ->
            copy.experimentalNumFeaturePartitions =
                atLeast("experimentalNumFeaturePartitions", value, 1));
  }

  /**
   * Whether {@code millrace stats} reads only the schema's features if there is no {@link
   * #featureAllowlist}, which it always goes by. Of no effect on rows that have been read.
   */
  public boolean experimentalFilterReadPaths() {
    return experimentalFilterReadPaths;
  }

  public StatisticsOptions withExperimentalFilterReadPaths(boolean value) {
    return with(copy -> copy.experimentalFilterReadPaths = value);
  }

  /** Which features have histograms. */
  public HistogramSelection perFeatureStatsConfig() {
    return perFeatureStatsConfig;
  }

  public StatisticsOptions withPerFeatureStatsConfig(HistogramSelection value) {
    return with(copy -> copy.perFeatureStatsConfig = value);
  }

  /** The extra statistics to have beside the default ones, by name, with their settings. */
  public Map<String, Map<String, String>> generators() {
    return generators;
  }

  public StatisticsOptions withGenerators(Map<String, Map<String, String>> value) {
    return with(copy -> copy.generators = Map.copyOf(value));
  }

  /** Whose numbers to give where TensorFlow Data Validation errs. */
  public Compat compat() {
    return compat;
  }

  public StatisticsOptions withCompat(Compat value) {
    return with(copy -> copy.compat = value);
  }

  private static int atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + least + ")");
    }
    return value;
  }

  private static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0..1, more than 0)");
    }
    return value;
  }

  /**
   * True when what was counted with these options adds up with what was counted with the others:
   * options that only say how results are told may differ. The schema may too, unless there are
   * extra statistics.
   */
  public boolean countsLike(StatisticsOptions other) {
    return difference(other) == null;
  }

  /** The first option by which the others count otherwise, with both values; null if none. */
  public @Nullable String difference(StatisticsOptions other) {
    Map<String, @Nullable Object> theirs = other.counted();
    for (Map.Entry<String, @Nullable Object> own : counted().entrySet()) {
      Object value = theirs.get(own.getKey());
      if (!Objects.equals(own.getValue(), value)) {
        return own.getKey() + ": " + value + " (expected: " + own.getValue() + ")";
      }
    }
    return null;
  }

  private Map<String, @Nullable Object> counted() {
    Map<String, @Nullable Object> counted = new LinkedHashMap<>();
    counted.put("labelFeature", labelFeature);
    counted.put("weightFeature", weightFeature);
    counted.put("perFeatureWeightOverride", perFeatureWeightOverride);
    counted.put("slicingConfig", slicingConfig);
    counted.put("sampleRate", sampleRate);
    counted.put("epsilon", epsilon);
    counted.put("enableSemanticDomainStats", enableSemanticDomainStats);
    counted.put("semanticDomainStatsSampleRate", semanticDomainStatsSampleRate);
    counted.put("vocabPaths", vocabPaths);
    counted.put("addDefaultGenerators", addDefaultGenerators);
    counted.put("featureAllowlist", featureAllowlist);
    counted.put("useSketchBasedTopkUniques", useSketchBasedTopkUniques);
    counted.put("perFeatureStatsConfig", perFeatureStatsConfig);
    counted.put("generators", generators);
    counted.put("compat", compat);
    return counted;
  }

  private @Nullable Object[] told() {
    return new @Nullable Object[] {
      schema,
      numTopValues,
      frequencyThreshold,
      weightedFrequencyThreshold,
      numRankHistogramBuckets,
      numValuesHistogramBuckets,
      numHistogramBuckets,
      numQuantilesHistogramBuckets,
      inferTypeFromSchema,
      desiredBatchSize,
      experimentalResultPartitions,
      experimentalNumFeaturePartitions,
      experimentalFilterReadPaths
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StatisticsOptions that
        && countsLike(that)
        && Arrays.equals(told(), that.told());
  }

  @Override
  public int hashCode() {
    return Objects.hash(counted(), Arrays.hashCode(told()));
  }

  /** The JSON form, see {@link StatisticsOptionsJson}. */
  @Override
  public String toString() {
    return StatisticsOptionsJson.write(this);
  }

  /** A hash, the same on every machine, of all options but the schema. */
  public long fingerprint() {
    byte[] json = LongText.bytes(StatisticsOptionsJson.write(withSchema(null)));
    return Fingerprint.of(json, 0, json.length);
  }

  /** Writes all options; the schema as bytes, since text has no names for fields of newer ones. */
  public void writeTo(DataOutput out) throws IOException {
    LongText.write(StatisticsOptionsJson.write(withSchema(null)), out);
    out.writeBoolean(schema != null);
    if (schema != null) {
      byte[] bytes = schema.toByteArray();
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static StatisticsOptions readFrom(DataInput in) throws IOException {
    StatisticsOptions options = StatisticsOptionsJson.read(LongText.read(in));
    if (!in.readBoolean()) {
      return options;
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return options.withSchema(Schema.parseFrom(bytes));
  }
}
