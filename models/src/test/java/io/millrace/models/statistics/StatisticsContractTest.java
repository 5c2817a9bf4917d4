package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.Workers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.WeightedNumericStatistics;

/** What holds for all statistics of all kinds of columns at once. */
class StatisticsContractTest {
  private static final StatisticsOptions WEIGHTED =
      StatisticsOptions.defaults().withWeightFeature("weight");
  private static final int ROWS = 400;

  /** A column of every kind; its weights are whole, so that their sums do not depend on order. */
  private static ColumnBatch everything() {
    double[] floats = new double[ROWS];
    long[] ints = new long[ROWS];
    double[] weights = new double[ROWS];
    String[] strings = new String[ROWS];
    int[] offsets = new int[ROWS + 1];
    for (int row = 0; row < ROWS; row++) {
      floats[row] = row % 7 == 0 ? Double.NaN : row * 37 % 101 / 4.0;
      ints[row] = row * 31 % 57;
      weights[row] = row % 4;
      strings[row] = "s" + row * 13 % 17;
      offsets[row + 1] = offsets[row] + row % 3;
    }
    IntColumn inner = new IntColumn(ints, null, Validity.allPresent(offsets[ROWS]));
    Validity gaps = Validity.of(ROWS, gaps());
    return Batches.of(
        List.of("float", "infinite", "int", "string", "list", "struct", "weight"),
        List.of(
            FloatColumn.of(floats),
            new FloatColumn(infinite(floats), null, gaps),
            new IntColumn(ints, null, gaps),
            BytesColumn.of(strings),
            new ListColumn(offsets, Validity.allPresent(ROWS), inner),
            new StructColumn(
                offsets,
                Validity.allPresent(ROWS),
                Layout.of(new Layout.Field("child", ValueType.INT)),
                List.of(inner)),
            FloatColumn.of(weights)));
  }

  private static double[] infinite(double[] floats) {
    double[] infinite = floats.clone();
    infinite[10] = Double.POSITIVE_INFINITY;
    infinite[20] = Double.NEGATIVE_INFINITY;
    return infinite;
  }

  private static long[] gaps() {
    long[] words = new long[(ROWS + 63) / 64];
    for (int row = 0; row < ROWS; row++) {
      if (row % 5 != 2) {
        words[row / 64] |= 1L << (row % 64);
      }
    }
    return words;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 150, 399, 400})
  void everySplitGivesTheSame(int size) {
    DatasetFeatureStatistics whole = rounded(of(WEIGHTED, everything()).toProto("all"));
    DatasetStatistics merged = new DatasetStatistics(WEIGHTED);
    for (int from = 0; from < ROWS; from += size) {
      merged.merge(of(WEIGHTED, everything().slice(from, Math.min(ROWS, from + size))));
    }
    assertThat(rounded(merged.toProto("all"))).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anyNumberOfWorkersGivesTheSame(int threads) throws IOException {
    StatisticsOptions options =
        WEIGHTED.withSlicingConfig(Slicing.by("string")).withSampleRate(0.7);
    SlicedStatistics oneByOne = new SlicedStatistics(options);
    SlicedStatistics together = new SlicedStatistics(options);
    List<ColumnBatch> batches = new ArrayList<>();
    for (int from = 0; from < ROWS; from += 30) {
      ColumnBatch batch = everything().slice(from, Math.min(ROWS, from + 30));
      batches.add(from % 60 == 0 ? batch : batch.without(Set.of("int", "struct")));
    }
    batches.forEach(oneByOne::add);
    try (Workers workers = new Workers(threads)) {
      together.add(batches.subList(0, 5), workers);
      together.add(batches.subList(5, batches.size()), workers);
    }
    assertThat(together.slices()).hasSize(18);
    assertThat(bytes(together)).isEqualTo(bytes(oneByOne));
  }

  private static byte[] bytes(SlicedStatistics statistics) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void partsByFeatureJoinToTheWhole() {
    DatasetStatistics left = of(WEIGHTED, everything().slice(0, 100));
    DatasetStatistics right = of(WEIGHTED, everything().slice(100, ROWS));
    DatasetStatistics whole = new DatasetStatistics(WEIGHTED);
    whole.merge(left);
    whole.merge(right);
    List<FeatureNameStatistics> expected = byPath(rounded(whole.toProto("all")));
    List<DatasetStatistics> parts = left.partition(3);
    List<DatasetStatistics> more = right.partition(3);
    for (int i = 0; i < 3; i++) {
      parts.get(i).merge(more.get(i));
    }
    DatasetStatistics joined = parts.get(0);
    joined.join(parts.get(1));
    joined.join(parts.get(2));
    assertThat(joined.rows()).isEqualTo(ROWS);
    assertThat(byPath(rounded(joined.toProto("all")))).isEqualTo(expected);
  }

  private static List<FeatureNameStatistics> byPath(DatasetFeatureStatistics stats) {
    List<FeatureNameStatistics> features = new ArrayList<>(stats.getFeaturesList());
    features.sort((a, b) -> FeaturePath.of(a.getPath()).compareTo(FeaturePath.of(b.getPath())));
    return features;
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    DatasetStatistics statistics = of(WEIGHTED, everything());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.writeTo(new DataOutputStream(bytes));
    DatasetStatistics read =
        DatasetStatistics.readFrom(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), WEIGHTED);
    statistics.add(everything());
    read.add(everything());
    assertThat(read.toProto("x")).isEqualTo(statistics.toProto("x"));
  }

  @Test
  void knowsNoRowsAndOnlyMissingOnes() {
    assertThat(of(WEIGHTED, everything().slice(0, 0)).toProto("none").getNumExamples()).isZero();
    FloatColumn missing = new FloatColumn(new double[3], null, Validity.of(3, new long[1]));
    FeatureNameStatistics feature =
        of(WEIGHTED, Batches.of("f", missing, "weight", FloatColumn.of(1, 1, 1)))
            .toProto("missing")
            .getFeatures(0);
    assertThat(feature.getNumStats().getCommonStats().getNumMissing()).isEqualTo(3);
    assertThat(feature.getNumStats().getHistogramsCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void tellsASingleValue(double value) {
    NumericStatistics stats =
        of(StatisticsOptions.defaults(), Batches.of("f", FloatColumn.of(value)))
            .toProto("one")
            .getFeatures(0)
            .getNumStats();
    assertThat(stats.getMin()).isEqualTo(value);
    assertThat(stats.getMax()).isEqualTo(value);
    assertThat(stats.getMean()).isEqualTo(value);
    assertThat(stats.getMedian()).isEqualTo(value);
    assertThat(stats.getHistograms(0).getBucketsList())
        .singleElement()
        .satisfies(bucket -> assertThat(bucket.getSampleCount()).isCloseTo(1, within(1e-9)));
    assertThat(stats.getHistograms(0).getBuckets(0).getHighValue()).isEqualTo(value);
  }

  /** 1,000 features full of distinct values: as 5,000 within 100 MB have 20 kB each. */
  @Test
  void staysSmallWithManyFeatures() throws IOException {
    int features = 1_000;
    int rows = 1_000;
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      names.add("f" + i);
    }
    for (int batch = 0; batch < 12; batch++) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = (batch * rows + row) * 7919 % 12_007;
      }
      List<Column> columns = Collections.nCopies(features, FloatColumn.of(values));
      statistics.add(Batches.of(names, columns));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.writeTo(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThan(features * 20_000);
    NumericStatistics stats = statistics.toProto("").getFeatures(0).getNumStats();
    assertThat(stats.getMedian()).isCloseTo(6_000, within(120.0));
  }

  @Test
  void samplesTheSameRowsInWhateverBatches() {
    StatisticsOptions half = StatisticsOptions.defaults().withSampleRate(0.5);
    String[] ids = new String[1000];
    double[] values = new double[1000];
    for (int row = 0; row < 1000; row++) {
      ids[row] = "id" + row;
      values[row] = row;
    }
    FloatColumn column = FloatColumn.of(values);
    ColumnBatch batch =
        new ColumnBatch(
            Layout.of(new Layout.Field("f", ValueType.FLOAT)),
            List.of(column),
            new long[1000],
            BytesColumn.of(ids),
            new SourcePositions("test", new int[1000], new long[1000]),
            null);
    DatasetStatistics whole = of(half, batch);
    assertThat(whole.rows()).isBetween(450L, 550L);
    DatasetStatistics parts = new DatasetStatistics(half);
    parts.add(batch.slice(0, 1));
    parts.add(batch.slice(1, 333));
    parts.add(batch.slice(333, 1000));
    assertThat(rounded(parts.toProto("x"))).isEqualTo(rounded(whole.toProto("x")));
  }

  /** Mean and deviation are sums, so their last digits depend on the order. */
  private static DatasetFeatureStatistics rounded(DatasetFeatureStatistics stats) {
    DatasetFeatureStatistics.Builder builder = stats.toBuilder();
    for (FeatureNameStatistics.Builder feature : builder.getFeaturesBuilderList()) {
      if (feature.hasNumStats()) {
        NumericStatistics.Builder num = feature.getNumStatsBuilder();
        num.setMean((float) num.getMean()).setStdDev((float) num.getStdDev());
        if (num.hasWeightedNumericStats()) {
          WeightedNumericStatistics.Builder weighted = num.getWeightedNumericStatsBuilder();
          weighted.setMean((float) weighted.getMean()).setStdDev((float) weighted.getStdDev());
        }
      }
    }
    return builder.build();
  }

  private static DatasetStatistics of(StatisticsOptions options, ColumnBatch batch) {
    DatasetStatistics statistics = new DatasetStatistics(options);
    statistics.add(batch);
    return statistics;
  }
}
