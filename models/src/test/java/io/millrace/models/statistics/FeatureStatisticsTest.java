package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Compat;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.BytesStatistics;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.FloatDomain;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.ImageDomain;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.PresenceAndValencyStatistics;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;
import org.tensorflow.metadata.v0.StringStatistics;
import org.tensorflow.metadata.v0.StringStatistics.FreqAndValue;
import org.tensorflow.metadata.v0.WeightedCommonStatistics;
import org.tensorflow.metadata.v0.WeightedNumericStatistics;

/**
 * What the options and deeper columns add to a feature's statistics; numbers worked out by hand.
 */
class FeatureStatisticsTest {
  private static final StatisticsOptions DEFAULTS = StatisticsOptions.defaults();

  /** Rows [1, 2], [3, 4, 5], [1, NaN, NaN, NaN] and a missing one, of weights 1, 2, 3 and 2. */
  private static ColumnBatch weighted() {
    FloatColumn values =
        new FloatColumn(
            new double[] {1, 2, 3, 4, 5, 1, Double.NaN, Double.NaN, Double.NaN},
            new int[] {0, 2, 5, 9, 9},
            Validity.of(4, new long[] {0b0111}));
    return Batches.of("a", values, "w", FloatColumn.of(1, 2, 3, 2));
  }

  @Test
  void weighsRows() {
    DatasetFeatureStatistics dataset = of(DEFAULTS.withWeightFeature("w"), weighted());
    assertThat(dataset.getNumExamples()).isEqualTo(4);
    assertThat(dataset.getWeightedNumExamples()).isEqualTo(8);
    NumericStatistics stats = dataset.getFeatures(0).getNumStats();
    WeightedCommonStatistics common = stats.getCommonStats().getWeightedCommonStats();
    assertThat(common.getNumNonMissing()).isEqualTo(6);
    assertThat(common.getNumMissing()).isEqualTo(2);
    assertThat(common.getTotNumValues()).isEqualTo(2 + 6 + 12);
    assertThat(common.getAvgNumValues()).isCloseTo(20 / 6.0, within(1e-12));
    // Values 1, 2, 3, 4, 5 of weights 4, 1, 2, 2, 2.
    WeightedNumericStatistics numbers = stats.getWeightedNumericStats();
    assertThat(numbers.getMean()).isCloseTo(30 / 11.0, within(1e-12));
    assertThat(numbers.getStdDev()).isCloseTo(Math.sqrt(108 / 11.0 - 900 / 121.0), within(1e-12));
    assertThat(numbers.getMedian()).isEqualTo(3);
    assertThat(numbers.getHistograms(0).getNumNan()).isEqualTo(3);
    assertThat(total(numbers.getHistograms(0))).isCloseTo(11, within(1e-9));
    assertThat(total(numbers.getHistograms(1))).isCloseTo(11, within(1e-9));
    assertThat(stats.getMean()).isCloseTo(16 / 6.0, within(1e-12));
  }

  @Test
  void takesAFeaturesOwnWeights() {
    StatisticsOptions options =
        DEFAULTS.withPerFeatureWeightOverride(Map.of(FeaturePath.of("a"), "w"));
    DatasetFeatureStatistics dataset = of(options, weighted());
    assertThat(dataset.getWeightedNumExamples()).isZero();
    assertThat(dataset.getFeatures(0).getNumStats().hasWeightedNumericStats()).isTrue();
    assertThat(dataset.getFeatures(1).getNumStats().hasWeightedNumericStats()).isFalse();
  }

  @Test
  void weighsStrings() {
    ColumnBatch batch =
        Batches.of("s", BytesColumn.of("a", "b", "b", "c"), "w", FloatColumn.of(5, 1, 1.5, 0.5));
    StringStatistics stats =
        of(DEFAULTS.withWeightFeature("w").withFrequencyThreshold(2), batch)
            .getFeatures(0)
            .getStringStats();
    assertThat(stats.getTopValuesList()).extracting(FreqAndValue::getValue).containsExactly("b");
    assertThat(stats.getRankHistogram().getBucketsCount()).isEqualTo(1);
    assertThat(stats.getUnique()).isEqualTo(3);
    // "c" weighs less than 1, the default threshold.
    assertThat(stats.getWeightedStringStats().getTopValuesList())
        .containsExactly(top("a", 5), top("b", 2.5));
    assertThat(stats.getWeightedStringStats().getRankHistogram().getBuckets(1).getSampleCount())
        .isEqualTo(2.5);
  }

  @Test
  void ranksThatNoStringReachesAreNotThere() {
    ColumnBatch batch =
        Batches.of("s", BytesColumn.of("a", "b", "a"), "w", FloatColumn.of(1, 1, 1));
    StringStatistics stats =
        of(
                DEFAULTS
                    .withWeightFeature("w")
                    .withFrequencyThreshold(3)
                    .withWeightedFrequencyThreshold(3),
                batch)
            .getFeatures(0)
            .getStringStats();
    assertThat(stats.getUnique()).isEqualTo(2);
    assertThat(stats.hasRankHistogram()).isFalse();
    assertThat(stats.hasWeightedStringStats()).isFalse();
  }

  /** Rows [[1, 2], [3]], missing, [[]] and [missing]. */
  private static ListColumn nested() {
    IntColumn inner =
        new IntColumn(
            new long[] {1, 2, 3}, new int[] {0, 2, 3, 3, 3}, Validity.of(4, new long[] {0b0111}));
    return new ListColumn(new int[] {0, 2, 2, 3, 4}, Validity.of(4, new long[] {0b1101}), inner);
  }

  @Test
  void leavesOutTheBytesOfMissingRows() {
    byte[] bytes = "ab?c".getBytes(StandardCharsets.UTF_8);
    Validity validity = Validity.of(4, new long[] {0b1011});
    for (int[] starts : List.of(new int[] {0, 1, 2, 3, 4}, new int[] {0, 1, 3, 3, 4})) {
      BytesColumn column = new BytesColumn(bytes, starts, null, validity);
      StringStatistics stats =
          of(DEFAULTS, Batches.of("s", column)).getFeatures(0).getStringStats();
      assertThat(stats.getCommonStats().getNumNonMissing()).isEqualTo(3);
      assertThat(stats.getUnique()).isEqualTo(3);
      assertThat(stats.getAvgLength()).isEqualTo(starts[2] == 2 ? 1 : 4 / 3f);
    }
  }

  @Test
  void countsListsOfListsAtEveryLevel() {
    FeatureNameStatistics feature =
        of(
                DEFAULTS.withWeightFeature("w"),
                Batches.of("n", nested(), "w", FloatColumn.of(1, 2, 4, 8)))
            .getFeatures(0);
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
    CommonStatistics common = feature.getNumStats().getCommonStats();
    assertThat(common.getNumNonMissing()).isEqualTo(3);
    assertThat(common.getNumMissing()).isEqualTo(1);
    // Innermost values a row: 3, 0 and 0.
    assertThat(common.getMinNumValues()).isEqualTo(0);
    assertThat(common.getMaxNumValues()).isEqualTo(3);
    assertThat(common.getTotNumValues()).isEqualTo(3);
    assertThat(common.getAvgNumValues()).isEqualTo(1);
    assertThat(common.getPresenceAndValencyStatsList())
        .containsExactly(presence(3, 1, 1, 2, 4), presence(3, 1, 0, 2, 3));
    // Inner lists have the weights 1, 1, 4 and 8; that of 8 is missing.
    WeightedCommonStatistics outer = common.getWeightedPresenceAndValencyStats(0);
    assertThat(outer.getNumNonMissing()).isEqualTo(13);
    assertThat(outer.getNumMissing()).isEqualTo(2);
    assertThat(outer.getTotNumValues()).isEqualTo(14);
    WeightedCommonStatistics inner = common.getWeightedPresenceAndValencyStats(1);
    assertThat(inner.getNumNonMissing()).isEqualTo(6);
    assertThat(inner.getNumMissing()).isEqualTo(8);
    assertThat(inner.getTotNumValues()).isEqualTo(3);
    assertThat(feature.getNumStats().getMean()).isEqualTo(2);
    assertThat(feature.getCustomStats(0).getName())
        .isEqualTo("level_2_value_list_length_quantiles");
    assertThat(total(feature.getCustomStats(0).getHistogram())).isCloseTo(3, within(1e-9));
    assertThat(feature.getCustomStats(1).getName()).isEqualTo("level_2_value_list_length_standard");
    assertThat(feature.getCustomStats(1).getHistogram().getBuckets(9).getHighValue()).isEqualTo(2);
  }

  private static PresenceAndValencyStatistics presence(
      int present, int missing, int min, int max, int total) {
    return PresenceAndValencyStatistics.newBuilder()
        .setNumNonMissing(present)
        .setNumMissing(missing)
        .setMinNumValues(min)
        .setMaxNumValues(max)
        .setTotNumValues(total)
        .build();
  }

  /** Rows of two structs {a: 1}, {}, of none, and of one {a: 3}. */
  private static StructColumn structs() {
    IntColumn child = Batches.ints(1L, null, 3L);
    return new StructColumn(
        new int[] {0, 2, 2, 3},
        Validity.of(3, new long[] {0b101}),
        Layout.of(new Layout.Field("a", ValueType.INT)),
        List.of(child));
  }

  @Test
  void countsChildrenRelativeToTheirStructs() {
    DatasetFeatureStatistics dataset =
        of(
            DEFAULTS.withWeightFeature("w"),
            Batches.of("s", structs(), "w", FloatColumn.of(1, 2, 4)));
    FeatureNameStatistics struct = dataset.getFeatures(0);
    assertThat(struct.getType()).isEqualTo(FeatureNameStatistics.Type.STRUCT);
    assertThat(struct.getStructStats().getCommonStats().getNumMissing()).isEqualTo(1);
    assertThat(struct.getStructStats().getCommonStats().getTotNumValues()).isEqualTo(3);
    FeatureNameStatistics child = dataset.getFeatures(1);
    assertThat(child.getPath().getStepList()).containsExactly("s", "a");
    CommonStatistics common = child.getNumStats().getCommonStats();
    assertThat(common.getNumNonMissing()).isEqualTo(2);
    assertThat(common.getNumMissing()).isEqualTo(1);
    // Two structs of weight 1, one of which misses it, and one of weight 4.
    assertThat(common.getWeightedCommonStats().getNumNonMissing()).isEqualTo(5);
    assertThat(common.getWeightedCommonStats().getNumMissing()).isEqualTo(1);
    assertThat(child.getNumStats().getMean()).isEqualTo(2);
  }

  @Test
  void looksOnlyAtAllowedPathsAndWhatIsAroundThem() {
    StatisticsOptions options =
        DEFAULTS.withFeatureAllowlist(List.of(FeaturePath.of("s", "a"), FeaturePath.of("y")));
    DatasetFeatureStatistics dataset =
        of(
            options,
            Batches.of(
                List.of("s", "x", "y"),
                List.of(structs(), FloatColumn.of(1, 2, 3), FloatColumn.of(1, 2, 3))));
    assertThat(dataset.getFeaturesList())
        .extracting(feature -> String.join(".", feature.getPath().getStepList()))
        .containsExactly("s", "s.a", "y");
  }

  private static StatisticsOptions withSchema(Feature.Builder feature) {
    return DEFAULTS.withSchema(Schema.newBuilder().addFeature(feature.setName("f")).build());
  }

  @Test
  void countsCategoriesThatAreNumbers() {
    StatisticsOptions ints =
        withSchema(
            Feature.newBuilder()
                .setType(FeatureType.INT)
                .setIntDomain(IntDomain.newBuilder().setIsCategorical(true)));
    FeatureNameStatistics feature =
        of(ints, Batches.of("f", Batches.ints(-12L, 7L, -12L, null))).getFeatures(0);
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
    assertThat(feature.getStringStats().getUnique()).isEqualTo(2);
    assertThat(feature.getStringStats().getAvgLength()).isEqualTo(7 / 3f);
    assertThat(feature.getStringStats().getTopValuesList())
        .containsExactly(top("-12", 2), top("7", 1));
    // TFDV 1.16.1: the larger number first where counts are equal; its sketches only know text.
    ColumnBatch ties = Batches.of("f", Batches.ints(9L, 1000L, -3L, 200L, 9L));
    assertThat(of(ints.withNumRankHistogramBuckets(3), ties).getFeatures(0).getStringStats())
        .satisfies(
            stats -> {
              assertThat(stats.getTopValuesList())
                  .containsExactly(top("9", 2), top("1000", 1), top("200", 1), top("-3", 1));
              assertThat(stats.getRankHistogram().getBucketsList())
                  .extracting(bucket -> bucket.getLabel())
                  .containsExactly("9", "1000", "200");
            });
    assertThat(
            of(ints.withUseSketchBasedTopkUniques(true), ties)
                .getFeatures(0)
                .getStringStats()
                .getTopValuesList())
        .containsExactly(top("9", 2), top("200", 1), top("1000", 1), top("-3", 1));
    // What the schema says of whole numbers does not hold for others.
    assertThat(of(ints, Batches.of("f", FloatColumn.of(1))).getFeatures(0).hasNumStats()).isTrue();

    StatisticsOptions floats =
        withSchema(
            Feature.newBuilder()
                .setType(FeatureType.FLOAT)
                .setFloatDomain(FloatDomain.newBuilder().setIsCategorical(true)));
    StringStatistics stats =
        of(floats, Batches.of("f", FloatColumn.of(0.5, 1e10, 0.5))).getFeatures(0).getStringStats();
    assertThat(stats.getTopValuesList()).containsExactly(top("0.5", 2), top("1e+10", 1));
    // As in TFDV 1.16.1, of 0.5 and 10000000000.0.
    assertThat(stats.getAvgLength()).isEqualTo(19 / 3f);
  }

  @Test
  void measuresBytesThatAreImages() {
    StatisticsOptions images =
        withSchema(
            Feature.newBuilder()
                .setType(FeatureType.BYTES)
                .setImageDomain(ImageDomain.getDefaultInstance()));
    FeatureNameStatistics feature =
        of(images, Batches.of("f", BytesColumn.of("abc", null, "a", ""))).getFeatures(0);
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.BYTES);
    BytesStatistics bytes = feature.getBytesStats();
    assertThat(bytes.getAvgNumBytes()).isEqualTo(4 / 3f);
    assertThat(bytes.getMinNumBytes()).isEqualTo(0);
    assertThat(bytes.getMaxNumBytes()).isEqualTo(3);
    assertThat(bytes.getMaxNumBytesInt()).isEqualTo(3);
    assertThat(bytes.getCommonStats().getNumMissing()).isEqualTo(1);
  }

  @Test
  void leavesFreeTextUncountedAndCountsLargeCategoriesWhole() {
    Feature.Builder feature = Feature.newBuilder().setType(FeatureType.BYTES);
    String large = "x".repeat(2000);
    ColumnBatch batch = Batches.of("f", BytesColumn.of("ab", large));
    StringStatistics text =
        of(
                withSchema(
                    feature.setStringDomain(categorical(StringDomain.Categorical.CATEGORICAL_NO))),
                batch)
            .getFeatures(0)
            .getStringStats();
    assertThat(text.getAvgLength()).isEqualTo(1001);
    assertThat(text.getUnique()).isZero();
    assertThat(text.getTopValuesCount()).isZero();
    StringStatistics counted =
        of(
                withSchema(
                    feature.setStringDomain(categorical(StringDomain.Categorical.CATEGORICAL_YES))),
                batch)
            .getFeatures(0)
            .getStringStats();
    assertThat(counted.getTopValues(0).getValue()).isEqualTo(large);
    assertThat(of(DEFAULTS, batch).getFeatures(0).getStringStats().getTopValues(1).getValue())
        .isEqualTo(FrequentStrings.LARGE);
  }

  private static StringDomain categorical(StringDomain.Categorical value) {
    return StringDomain.newBuilder().setIsCategorical(value).build();
  }

  @Test
  void leavesHistogramsOut() {
    StatisticsOptions options =
        DEFAULTS.withPerFeatureStatsConfig(
            new HistogramSelection(Set.of(FeaturePath.of("a")), HistogramSelection.Mode.EXCLUDE));
    DatasetFeatureStatistics dataset =
        of(options, Batches.of("a", FloatColumn.of(1, 3), "b", FloatColumn.of(1, 3)));
    NumericStatistics without = dataset.getFeatures(0).getNumStats();
    assertThat(without.getHistogramsCount()).isZero();
    assertThat(without.getCommonStats().hasNumValuesHistogram()).isFalse();
    assertThat(without.getMedian()).isNaN();
    assertThat(without.getMean()).isEqualTo(2);
    assertThat(dataset.getFeatures(1).getNumStats().getHistogramsCount()).isEqualTo(2);

    DatasetFeatureStatistics asTfdv =
        of(options.withCompat(Compat.TFDV), Batches.of("a", FloatColumn.of(1, 3)));
    assertThat(asTfdv.getFeatures(0).getNumStats().getHistogramsCount()).isEqualTo(2);
  }

  @Test
  void takesTheDeviationOfInfinitiesToBe0AsTfdvDoes() {
    ColumnBatch batch = Batches.of("a", FloatColumn.of(1, Double.POSITIVE_INFINITY));
    assertThat(of(DEFAULTS, batch).getFeatures(0).getNumStats().getStdDev()).isNaN();
    assertThat(of(DEFAULTS.withCompat(Compat.TFDV), batch).getFeatures(0).getNumStats().getStdDev())
        .isZero();
  }

  /** 1,024 counters: "a" and 1,023 others fill them, one more takes 1 off all. */
  @Test
  void countsStringsWithTfdvsSketch() {
    String[] strings = new String[5 + 1023 + 1];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = i < 5 ? "a" : "s" + i;
    }
    StringStatistics stats =
        of(DEFAULTS.withUseSketchBasedTopkUniques(true), Batches.of("s", BytesColumn.of(strings)))
            .getFeatures(0)
            .getStringStats();
    assertThat(stats.getUnique()).isEqualTo(1025);
    assertThat(stats.getTopValuesList()).hasSize(20).startsWith(top("a", 5), top("s999", 1));
    assertThat(stats.getRankHistogram().getBucketsCount()).isEqualTo(1000);
  }

  @Test
  void countsStringsExactlyWhateverTheirNumber() {
    String[] strings = new String[40_000];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = "s" + i / 2;
    }
    ColumnBatch batch = Batches.of("s", BytesColumn.of(strings));
    StringStatistics exact =
        of(DEFAULTS.withUseSketchBasedTopkUniques(false), batch).getFeatures(0).getStringStats();
    assertThat(exact.getUnique()).isEqualTo(20_000);
    assertThat(exact.getTopValues(0)).isEqualTo(top("s9999", 2));
    FeatureNameStatistics bounded = of(DEFAULTS, batch).getFeatures(0);
    assertThat((double) bounded.getStringStats().getUnique()).isCloseTo(20_000, within(500.0));
    assertThat(bounded.getCustomStats(0).getName()).isEqualTo(DatasetStatistics.COUNT_ERROR);
  }

  private static FreqAndValue top(String value, double frequency) {
    return FreqAndValue.newBuilder().setValue(value).setFrequency(frequency).build();
  }

  private static double total(Histogram histogram) {
    return histogram.getBucketsList().stream().mapToDouble(Histogram.Bucket::getSampleCount).sum();
  }

  private static DatasetFeatureStatistics of(StatisticsOptions options, ColumnBatch batch) {
    DatasetStatistics statistics = new DatasetStatistics(options);
    statistics.add(batch);
    return statistics.toProto("all");
  }
}
