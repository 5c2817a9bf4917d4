package io.millrace.models.drift.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.CategoryFeature;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.NumericFeature;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;

class StatisticsCountsTest {

  @Test
  void layAGridAndCountOnIt() {
    DatasetFeatureStatistics reference =
        DatasetFeatureStatistics.newBuilder()
            .setNumExamples(110)
            .addFeatures(number("n", 10, 0, 2, 4, 8))
            .addFeatures(text("s", 10, "x", 70, "y", 20))
            .build();
    FeatureGrid grid = StatisticsCounts.grid(reference, name -> true);
    assertThat(((NumericFeature) grid.feature(0)).edges()).containsExactly(0.0, 2.0, 4.0, 8.0);
    assertThat(((CategoryFeature) grid.feature(1)).categories()).containsExactly("x", "y");
    GridCounts counts = StatisticsCounts.count(reference, grid);
    assertThat(counts.rows()).isEqualTo(110);
    // missing, not a number, -inf, below, three buckets of 33, above, +inf
    assertThat(counts.counts(0)).containsExactly(10, 1, 0, 0, 33, 33, 33, 0, 0);
    // missing, others, x, y
    assertThat(counts.counts(1)).containsExactly(10, 10, 70, 20);
  }

  @Test
  void lieInTheirBucketsAsTheReferenceDoes() {
    DatasetFeatureStatistics reference =
        DatasetFeatureStatistics.newBuilder()
            .setNumExamples(100)
            .addFeatures(number("n", 0, 0, 2, 4, 8))
            .build();
    FeatureGrid grid = StatisticsCounts.grid(reference, name -> true);
    GridCounts before = StatisticsCounts.count(reference, grid);
    // Buckets 0..1, 1..7 and 7..8 allow a third each below 2, from 2 to 4, and above.
    DatasetFeatureStatistics alike =
        DatasetFeatureStatistics.newBuilder()
            .setNumExamples(100)
            .addFeatures(number("n", 0, 0, 1, 7, 8))
            .build();
    assertThat(StatisticsCounts.count(alike, before).counts(0))
        .containsExactly(0, 1, 0, 0, 33, 33, 33, 0, 0);
    // A third are surely above 8, and a third surely above 4.
    DatasetFeatureStatistics higher =
        DatasetFeatureStatistics.newBuilder()
            .setNumExamples(100)
            .addFeatures(number("n", 0, 3, 5, 9, 12))
            .build();
    assertThat(StatisticsCounts.count(higher, before).counts(0))
        .containsExactly(0, 1, 0, 0, 0, 33, 33, 33, 0);
    assertThat(
            StatisticsCounts.count(
                    DatasetFeatureStatistics.newBuilder().setNumExamples(7).build(), before)
                .counts(0))
        .startsWith(7);
  }

  /** Buckets of 33 values between these bounds, and one NaN. */
  private static FeatureNameStatistics number(String name, int missing, double... bounds) {
    Histogram.Builder histogram =
        Histogram.newBuilder().setType(Histogram.HistogramType.QUANTILES).setNumNan(1);
    for (int i = 1; i < bounds.length; i++) {
      histogram.addBuckets(
          Histogram.Bucket.newBuilder()
              .setLowValue(bounds[i - 1])
              .setHighValue(bounds[i])
              .setSampleCount(33));
    }
    return FeatureNameStatistics.newBuilder()
        .setName(name)
        .setType(FeatureNameStatistics.Type.FLOAT)
        .setNumStats(
            NumericStatistics.newBuilder()
                .setCommonStats(CommonStatistics.newBuilder().setNumMissing(missing))
                .addHistograms(histogram))
        .build();
  }

  private static FeatureNameStatistics text(
      String name, int missing, String one, int count, String other, int otherCount) {
    return FeatureNameStatistics.newBuilder()
        .setName(name)
        .setType(FeatureNameStatistics.Type.STRING)
        .setStringStats(
            StringStatistics.newBuilder()
                .setUnique(5)
                .setCommonStats(
                    CommonStatistics.newBuilder().setNumMissing(missing).setTotNumValues(100))
                .setRankHistogram(
                    RankHistogram.newBuilder()
                        .addBuckets(
                            RankHistogram.Bucket.newBuilder().setLabel(one).setSampleCount(count))
                        .addBuckets(
                            RankHistogram.Bucket.newBuilder()
                                .setLabel(other)
                                .setSampleCount(otherCount))))
        .build();
  }
}
