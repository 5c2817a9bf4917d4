package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringStatistics;

class DatasetStatisticsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void countsRowsAndValues() {
    ColumnBatch batch =
        Batches.lists(
            "f", Batches.MISSING, new double[] {1}, new double[] {}, new double[] {1, 2, 3});
    FeatureNameStatistics feature = of(batch).getFeatures(0);
    assertThat(feature.getPath().getStepList()).containsExactly("f");
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.FLOAT);
    CommonStatistics common = feature.getNumStats().getCommonStats();
    assertThat(common.getNumNonMissing()).isEqualTo(3);
    assertThat(common.getNumMissing()).isEqualTo(1);
    assertThat(common.getMinNumValues()).isEqualTo(0);
    assertThat(common.getMaxNumValues()).isEqualTo(3);
    assertThat(common.getTotNumValues()).isEqualTo(4);
    assertThat(common.getAvgNumValues()).isEqualTo(4 / 3f);
    Histogram lengths = common.getNumValuesHistogram();
    assertThat(lengths.getType()).isEqualTo(Histogram.HistogramType.QUANTILES);
    assertThat(lengths.getBucketsCount()).isEqualTo(10);
    assertThat(total(lengths)).isCloseTo(3, within(1e-9));
  }

  @Test
  void measuresNumbers() {
    NumericStatistics stats =
        of(Batches.of("f", Batches.floats(1.0, 0.0, 3.0, null, 4.0))).getFeatures(0).getNumStats();
    assertThat(stats.getMean()).isEqualTo(2);
    assertThat(stats.getStdDev()).isCloseTo(Math.sqrt(2.5), within(1e-12));
    assertThat(stats.getNumZeros()).isEqualTo(1);
    assertThat(stats.getMin()).isEqualTo(0);
    assertThat(stats.getMax()).isEqualTo(4);
    // The 500th of 1000 steps over four values stands between 1 and 3; a tie goes up.
    assertThat(stats.getMedian()).isEqualTo(3);
    assertThat(stats.getHistogramsCount()).isEqualTo(2);
    Histogram standard = stats.getHistograms(0);
    assertThat(standard.getBucketsCount()).isEqualTo(10);
    assertThat(standard.getBuckets(9).getHighValue()).isEqualTo(4);
    assertThat(total(standard)).isCloseTo(4, within(1e-9));
    assertThat(stats.getHistograms(1).getType()).isEqualTo(Histogram.HistogramType.QUANTILES);
    assertThat(total(stats.getHistograms(1))).isCloseTo(4, within(1e-9));
  }

  @Test
  void givesEachOfOneHundredNumbersItsBucket() {
    double[] numbers = new double[101];
    for (int i = 0; i <= 100; i++) {
      numbers[i] = i;
    }
    NumericStatistics stats =
        of(Batches.of("f", FloatColumn.of(numbers))).getFeatures(0).getNumStats();
    assertThat(stats.getMedian()).isEqualTo(50);
    assertThat(counts(stats.getHistograms(0)))
        .containsExactly(new double[] {11, 10, 10, 10, 10, 10, 10, 10, 10, 10}, within(0.2));
    assertThat(counts(stats.getHistograms(1)))
        .containsExactly(new double[] {11, 10, 10, 10, 10, 10, 10, 10, 10, 10}, within(1.1));
  }

  @Test
  void leavesNanOutAndInfinitiesIn() {
    NumericStatistics stats =
        of(Batches.of("f", FloatColumn.of(Double.NaN, 1, INF, 3, -INF, Double.NaN, INF)))
            .getFeatures(0)
            .getNumStats();
    assertThat(stats.getCommonStats().getTotNumValues()).isEqualTo(7);
    assertThat(stats.getMin()).isEqualTo(-INF);
    assertThat(stats.getMax()).isEqualTo(INF);
    assertThat(stats.getMean()).isNaN();
    assertThat(stats.getStdDev()).isNaN();
    Histogram standard = stats.getHistograms(0);
    assertThat(standard.getNumNan()).isEqualTo(2);
    assertThat(standard.getBucketsCount()).isEqualTo(12);
    assertThat(standard.getBuckets(0).getHighValue()).isEqualTo(-INF);
    assertThat(standard.getBuckets(0).getSampleCount()).isEqualTo(1);
    assertThat(standard.getBuckets(1).getLowValue()).isEqualTo(1);
    assertThat(standard.getBuckets(10).getHighValue()).isEqualTo(3);
    assertThat(standard.getBuckets(11).getSampleCount()).isEqualTo(2);
    assertThat(total(standard)).isCloseTo(5, within(1e-9));
    assertThat(stats.getHistograms(1).getNumNan()).isEqualTo(2);
  }

  @Test
  void tellsOneInfinityAsTheMean() {
    NumericStatistics stats =
        of(Batches.of("f", FloatColumn.of(1, INF))).getFeatures(0).getNumStats();
    assertThat(stats.getMean()).isEqualTo(INF);
    assertThat(stats.getMin()).isEqualTo(1);
  }

  @Test
  void countsNanWhereThereIsNothingElse() {
    NumericStatistics stats =
        of(Batches.of("f", FloatColumn.of(Double.NaN, Double.NaN))).getFeatures(0).getNumStats();
    assertThat(stats.getHistogramsList()).extracting(Histogram::getNumNan).containsExactly(2L, 2L);
    assertThat(stats.getHistograms(0).getBucketsCount()).isZero();
    assertThat(stats.getMean()).isZero();
  }

  @Test
  void measuresStrings() {
    StringStatistics stats =
        of(Batches.of("s", BytesColumn.of("b", "aa", null, "b", "é")))
            .getFeatures(0)
            .getStringStats();
    assertThat(stats.getUnique()).isEqualTo(3);
    assertThat(stats.getAvgLength()).isEqualTo(1.5f);
    assertThat(stats.getInvalidUtf8Count()).isZero();
    assertThat(stats.getTopValuesList())
        .extracting(StringStatistics.FreqAndValue::getValue)
        .containsExactly("b", "é", "aa");
    assertThat(stats.getTopValues(0).getFrequency()).isEqualTo(2);
    assertThat(stats.getRankHistogram().getBuckets(1).getLowRank()).isEqualTo(1);
    assertThat(stats.getRankHistogram().getBuckets(1).getHighRank()).isEqualTo(1);
    assertThat(stats.getRankHistogram().getBuckets(1).getLabel()).isEqualTo("é");
  }

  @Test
  void showsColumnsThatNeverHadAValue() {
    FeatureNameStatistics feature = of(Batches.of("n", Batches.ints(null, null))).getFeatures(0);
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
    assertThat(feature.getNumStats().getCommonStats().getNumMissing()).isEqualTo(2);
    assertThat(feature.getNumStats().getHistogramsCount()).isZero();
  }

  @Test
  void letsColumnsComeLate() {
    DatasetFeatureStatistics stats =
        of(
            Batches.of("a", Batches.ints(1L, 2L)),
            Batches.of("a", Batches.ints(3L), "b", BytesColumn.of("x")));
    assertThat(stats.getNumExamples()).isEqualTo(3);
    CommonStatistics late = stats.getFeatures(1).getStringStats().getCommonStats();
    assertThat(late.getNumNonMissing()).isEqualTo(1);
    assertThat(late.getNumMissing()).isEqualTo(2);
  }

  @Test
  void countsRowsOfAnotherTypeAndGoesOn() {
    FeatureNameStatistics feature =
        of(
                Batches.of("f", BytesColumn.of((@Nullable String) null)),
                Batches.of("f", Batches.ints(1L, 2L, null)),
                Batches.of("f", BytesColumn.of("x", null)),
                Batches.of("f", Batches.ints(3L)))
            .getFeatures(0);
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
    assertThat(feature.getNumStats().getMax()).isEqualTo(3);
    assertThat(feature.getNumStats().getCommonStats().getNumNonMissing()).isEqualTo(3);
    assertThat(feature.getNumStats().getCommonStats().getNumMissing()).isEqualTo(4);
    assertThat(feature.getCustomStats(0).getName()).isEqualTo(DatasetStatistics.TYPE_CONFLICT_ROWS);
    assertThat(feature.getCustomStats(0).getNum()).isEqualTo(1);
  }

  /** 1,000 rows of INT, and one of STRING. */
  @Test
  void theTypeOfMoreRowsStaysWhicheverIsMergedIntoTheOther() throws TextFormat.ParseException {
    for (boolean intsFirst : new boolean[] {true, false}) {
      FeatureNameStatistics most = merged(StatisticsOptions.defaults(), intsFirst);
      assertThat(most.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
      assertThat(most.getNumStats().getCommonStats().getNumNonMissing()).isEqualTo(1000);
      assertThat(most.getCustomStats(0).getNum()).isEqualTo(1);
      Schema schema = TextFormat.parse("feature { name: 'f' type: BYTES }", Schema.class);
      FeatureNameStatistics declared =
          merged(StatisticsOptions.defaults().withSchema(schema), intsFirst);
      assertThat(declared.getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
      assertThat(declared.getStringStats().getCommonStats().getNumNonMissing()).isEqualTo(1);
      assertThat(declared.getCustomStats(0).getNum()).isEqualTo(1000);
    }
  }

  private static FeatureNameStatistics merged(StatisticsOptions options, boolean intsFirst) {
    Long[] numbers = new Long[1000];
    Arrays.fill(numbers, 7L);
    DatasetStatistics ints = new DatasetStatistics(options);
    ints.add(Batches.of("f", Batches.ints(numbers)));
    DatasetStatistics strings = new DatasetStatistics(options);
    strings.add(Batches.of("f", BytesColumn.of("x")));
    DatasetStatistics merged = intsFirst ? ints : strings;
    merged.merge(intsFirst ? strings : ints);
    return merged.toProto("all").getFeatures(0);
  }

  /** A struct yields to three strings, and so does what is inside it. */
  @Test
  void whatIsInsideAStructThatYieldsIsNoFeature() {
    DatasetFeatureStatistics strings = of(Batches.of("s", BytesColumn.of("x", "y", "z")));
    for (boolean structFirst : new boolean[] {true, false}) {
      DatasetStatistics struct =
          add(
              Batches.of(
                  "s",
                  new StructColumn(
                      new int[] {0, 1},
                      Validity.allPresent(1),
                      Layout.of(new Layout.Field("child", ValueType.INT)),
                      List.of(Batches.ints(1L)))));
      DatasetStatistics text = add(Batches.of("s", BytesColumn.of("x", "y", "z")));
      DatasetStatistics merged = structFirst ? struct : text;
      merged.merge(structFirst ? text : struct);
      FeatureNameStatistics only = merged.toProto("all").getFeatures(0);
      assertThat(merged.toProto("all").getFeaturesCount()).isEqualTo(1);
      assertThat(only.getStringStats().getRankHistogram())
          .isEqualTo(strings.getFeatures(0).getStringStats().getRankHistogram());
      assertThat(only.getCustomStats(0).getNum()).isEqualTo(1);
    }
  }

  @Test
  void whatIsInsideAStructThatNeverCameIsNoFeatureOfAString() {
    StructColumn missing =
        new StructColumn(
            new int[] {0, 0},
            Validity.of(1, new long[1]),
            Layout.of(new Layout.Field("child", ValueType.INT)),
            List.of(Batches.ints()));
    DatasetStatistics merged = add(Batches.of("s", BytesColumn.of("x")));
    merged.merge(add(Batches.of("s", missing)));
    assertThat(merged.toProto("all").getFeaturesList())
        .singleElement()
        .satisfies(
            s -> assertThat(s.getStringStats().getCommonStats().getNumMissing()).isEqualTo(1));
  }

  @Test
  void givesTheSameForEverySplit() {
    ColumnBatch all = mixed(600);
    DatasetFeatureStatistics whole = of(all);
    for (int cut : new int[] {0, 1, 299, 300, 599, 600}) {
      DatasetStatistics left = add(all.slice(0, cut));
      left.merge(add(all.slice(cut, 600)));
      assertThat(rounded(left.toProto("all"))).isEqualTo(rounded(whole));
    }
    DatasetStatistics parts = new DatasetStatistics(StatisticsOptions.defaults());
    for (int i = 0; i < 600; i += 7) {
      parts.merge(add(all.slice(i, Math.min(600, i + 7))));
    }
    assertThat(rounded(parts.toProto("all"))).isEqualTo(rounded(whole));
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    DatasetStatistics statistics = add(mixed(5_000));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.writeTo(new DataOutputStream(bytes));
    DatasetStatistics read =
        DatasetStatistics.readFrom(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
            StatisticsOptions.defaults());
    assertThat(read.toProto("x")).isEqualTo(statistics.toProto("x"));
    read.add(mixed(10));
    statistics.add(mixed(10));
    assertThat(read.toProto("x")).isEqualTo(statistics.toProto("x"));

    byte[] other = bytes.toByteArray();
    other[0] = 9;
    assertThatThrownBy(
            () ->
                DatasetStatistics.readFrom(
                    new DataInputStream(new ByteArrayInputStream(other)),
                    StatisticsOptions.defaults()))
        .isInstanceOf(IOException.class)
        .hasMessage("statistics version: 9 (expected: 8)");
  }

  @Test
  void knowsNothingOfNoRows() {
    DatasetFeatureStatistics stats = of(Batches.of("f", FloatColumn.of()));
    assertThat(stats.getNumExamples()).isZero();
    assertThat(stats.getFeatures(0).getNumStats().getCommonStats())
        .isEqualTo(CommonStatistics.getDefaultInstance());
  }

  @Test
  void refusesToMergeOtherOptions() {
    DatasetStatistics coarse =
        new DatasetStatistics(StatisticsOptions.defaults().withEpsilon(0.02));
    DatasetStatistics fine = new DatasetStatistics(StatisticsOptions.defaults());
    assertThatThrownBy(() -> fine.merge(coarse)).hasMessage("epsilon: 0.02 (expected: 0.01)");
    assertThatThrownBy(() -> StatisticsOptions.defaults().withNumTopValues(0))
        .hasMessage("numTopValues: 0 (expected: >= 1)");
  }

  /** What depends on them would be of some rows only, and told as if it were of all. */
  @Test
  void refusesToMergeOtherExtraStatistics() throws TextFormat.ParseException {
    StatisticsOptions plain = StatisticsOptions.defaults();
    assertRefused(
        plain.withLabelFeature("l"), plain.withLabelFeature("k"), "labelFeature: k (expected: l)");
    assertRefused(
        plain,
        plain.withEnableSemanticDomainStats(true),
        "enableSemanticDomainStats: true (expected: false)");
    assertRefused(
        plain.withSemanticDomainStatsSampleRate(0.5),
        plain,
        "semanticDomainStatsSampleRate: 1.0 (expected: 0.5)");
    assertRefused(
        plain,
        plain.withAddDefaultGenerators(false),
        "addDefaultGenerators: false (expected: true)");
    assertRefused(
        plain.withVocabPaths(Map.of("v", "words.txt")),
        plain,
        "vocabPaths: {} (expected: {v=words.txt})");
    StatisticsOptions sparse =
        plain.withSchema(
            TextFormat.parse(
                "sparse_feature { name: 's' index_feature { name: 'i' } value_feature { name: 'v' }"
                    + " }",
                Schema.class));
    assertRefused(
        plain,
        sparse,
        "extra statistics: [SparseFeatureStatsGenerator] (expected: [], as in the others)");
    assertRefused(
        sparse,
        sparse.withSchema(Schema.newBuilder(sparse.schema()).clearSparseFeature().build()),
        "extra statistics: [] (expected: [SparseFeatureStatsGenerator], as in the others)");
    assertRefused(
        sparse,
        sparse.withSchema(
            TextFormat.parse(
                "sparse_feature { name: 't' index_feature { name: 'i' } value_feature { name: 'v' }"
                    + " }",
                Schema.class)),
        "schema: another one (expected: the same, which [SparseFeatureStatsGenerator] go by)");
  }

  @Test
  void refusesToMergeWhatAnotherSchemaCountsInAnotherWay() throws TextFormat.ParseException {
    Schema schema =
        TextFormat.parse(
            "feature { name: 'f' type: INT int_domain { is_categorical: true } }", Schema.class);
    DatasetStatistics numbers = add(Batches.of("f", Batches.ints(1L, 2L)));
    DatasetStatistics categories =
        new DatasetStatistics(StatisticsOptions.defaults().withSchema(schema));
    assertThat(categories.addsUpWith(numbers)).isFalse();
    assertThatThrownBy(() -> categories.merge(numbers))
        .hasMessage("[f]: counted in another way (expected: by a schema that says the same)");
    assertThat(categories.rows()).isZero();
    assertThat(numbers.measuredOtherwiseThan(schema)).containsExactly(FeaturePath.of("f"));
    assertThat(numbers.measuredOtherwiseThan(null)).isEmpty();
    // What else a schema says does not matter.
    Schema edited = schema.toBuilder().clearFeature().build();
    assertThat(new DatasetStatistics(StatisticsOptions.defaults().withSchema(edited)))
        .satisfies(other -> assertThat(other.addsUpWith(numbers)).isTrue());
  }

  private static void assertRefused(
      StatisticsOptions options, StatisticsOptions others, String message) {
    DatasetStatistics merged = new DatasetStatistics(options);
    assertThatThrownBy(() -> merged.merge(new DatasetStatistics(others)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** A float, an int with gaps and a string feature; under 2,101 distinct values, so exact. */
  private static ColumnBatch mixed(int rows) {
    Double[] floats = new Double[rows];
    @Nullable Long[] ints = new @Nullable Long[rows];
    @Nullable String[] strings = new @Nullable String[rows];
    for (int i = 0; i < rows; i++) {
      floats[i] = i % 50 == 0 ? Double.NaN : i % 97 == 1 ? INF : (i * 31 % 1009) / 8.0;
      ints[i] = i % 3 == 0 ? null : (long) i % 11;
      strings[i] = i % 5 == 0 ? null : "s" + i * 17 % 101;
    }
    return Batches.of(
        List.of("f", "i", "s"),
        List.of(Batches.floats(floats), Batches.ints(ints), BytesColumn.of(strings)));
  }

  /** Mean and deviation are sums, so their last digits depend on the order. */
  private static DatasetFeatureStatistics rounded(DatasetFeatureStatistics stats) {
    DatasetFeatureStatistics.Builder builder = stats.toBuilder();
    for (FeatureNameStatistics.Builder feature : builder.getFeaturesBuilderList()) {
      if (feature.hasNumStats()) {
        NumericStatistics.Builder num = feature.getNumStatsBuilder();
        num.setMean((float) num.getMean()).setStdDev((float) num.getStdDev());
      }
    }
    return builder.build();
  }

  private static DatasetFeatureStatistics of(ColumnBatch... batches) {
    return add(batches).toProto("all");
  }

  private static DatasetStatistics add(ColumnBatch... batches) {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    for (ColumnBatch batch : batches) {
      statistics.add(batch);
    }
    return statistics;
  }

  private static double[] counts(Histogram histogram) {
    return histogram.getBucketsList().stream()
        .mapToDouble(Histogram.Bucket::getSampleCount)
        .toArray();
  }

  private static double total(Histogram histogram) {
    double total = 0;
    for (double count : counts(histogram)) {
      total += count;
    }
    return total;
  }
}
