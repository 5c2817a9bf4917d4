package io.millrace.models.statistics;

import io.millrace.models.data.Compat;
import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the accumulators of features, as the options want them. */
final class ValuesFactory {
  /** Exact up to so many distinct strings, as many as TensorFlow Data Validation's hashes. */
  private static final int EXACT_STRINGS = 16_384;

  /** At least so many counters in TensorFlow Data Validation's sketch. */
  private static final int COUNTERS = 1024;

  private final StatisticsOptions options;
  private boolean shrunk;

  ValuesFactory(StatisticsOptions options) {
    this.options = options;
  }

  /** From now on sketches are small from the start. */
  void shrink() {
    shrunk = true;
  }

  /** A sketch, unless the feature is to have no histograms. */
  @Nullable QuantileSketch sketch(FeaturePath path) {
    boolean asTfdv = options.compat() == Compat.TFDV;
    // TensorFlow Data Validation never hands the selection on to where it would be heeded.
    if (!asTfdv && !options.perFeatureStatsConfig().hasHistograms(path)) {
      return null;
    }
    // Nor epsilon, to features that are shared out.
    boolean lostEpsilon = asTfdv && options.experimentalNumFeaturePartitions() > 1;
    QuantileSketch sketch =
        new QuantileSketch(
            lostEpsilon ? StatisticsOptions.defaults().epsilon() : options.epsilon(),
            options.compat());
    if (shrunk) {
      sketch.shrink();
    }
    return sketch;
  }

  FeatureValues values(FeaturePath path, FeatureKind kind) {
    boolean weighted = ExampleWeights.has(options, path);
    return switch (kind) {
      case NUMBERS ->
          new NumericValues(
              new Distribution(sketch(path)), weighted ? new Distribution(sketch(path)) : null);
      case STRINGS, INT_CATEGORIES, FLOAT_CATEGORIES ->
          new StringValues(
              strings(), weighted ? strings() : null, kind == FeatureKind.FLOAT_CATEGORIES);
      case CATEGORIES ->
          new StringValues(
              strings().withWholeLarge(), weighted ? strings().withWholeLarge() : null, false);
      case FREE_TEXT -> new StringValues(null, null, false);
      case BYTES -> new BytesValues();
      case STRUCTS -> new StructValues();
    };
  }

  private FrequentStrings strings() {
    Boolean sketch = options.useSketchBasedTopkUniques();
    if (sketch == null) {
      return new FrequentStrings(EXACT_STRINGS);
    }
    if (!sketch) {
      return new FrequentStrings(Integer.MAX_VALUE, HeavyHitters.Overflow.GROW);
    }
    int counters =
        Math.max(COUNTERS, Math.max(options.numTopValues(), options.numRankHistogramBuckets()));
    return new FrequentStrings(counters, HeavyHitters.Overflow.LEAST);
  }

  static FeatureValues read(FeatureKind kind, DataInput in) throws IOException {
    return switch (kind) {
      case NUMBERS -> NumericValues.readFrom(in);
      case STRINGS, CATEGORIES, FREE_TEXT, INT_CATEGORIES, FLOAT_CATEGORIES ->
          StringValues.readFrom(in);
      case BYTES -> BytesValues.readFrom(in);
      case STRUCTS -> new StructValues();
    };
  }
}
