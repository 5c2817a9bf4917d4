package io.millrace.pipelines.report;

import io.millrace.pipelines.report.StatisticsReport.NamedStatistics;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;

/** Statistics as small as a page about them can be. */
final class ReportFixtures {
  private ReportFixtures() {}

  static NamedStatistics named(String name, DatasetFeatureStatistics... datasets) {
    DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
    for (DatasetFeatureStatistics dataset : datasets) {
      list.addDatasets(dataset);
    }
    return new NamedStatistics(name, list.build());
  }

  static DatasetFeatureStatistics dataset(String name, FeatureNameStatistics... features) {
    DatasetFeatureStatistics.Builder dataset =
        DatasetFeatureStatistics.newBuilder().setName(name).setNumExamples(10);
    for (FeatureNameStatistics feature : features) {
      dataset.addFeatures(feature);
    }
    return dataset.build();
  }

  static Path path(String... steps) {
    return Path.newBuilder().addAllStep(java.util.List.of(steps)).build();
  }

  /** A string feature with these labels and their counts, one after the other. */
  static FeatureNameStatistics strings(String name, Object... labelsAndCounts) {
    StringStatistics.Builder strings = StringStatistics.newBuilder();
    RankHistogram.Builder ranks = strings.getRankHistogramBuilder();
    long rows = 0;
    for (int i = 0; i < labelsAndCounts.length; i += 2) {
      int count = (Integer) labelsAndCounts[i + 1];
      rows += count;
      ranks.addBuckets(
          RankHistogram.Bucket.newBuilder()
              .setLabel((String) labelsAndCounts[i])
              .setSampleCount(count));
      strings.addTopValues(
          StringStatistics.FreqAndValue.newBuilder()
              .setValue((String) labelsAndCounts[i])
              .setFrequency(count));
    }
    strings.setUnique(labelsAndCounts.length / 2).setCommonStats(present(rows));
    return FeatureNameStatistics.newBuilder()
        .setPath(path(name))
        .setType(FeatureNameStatistics.Type.STRING)
        .setStringStats(strings)
        .build();
  }

  /** A numeric feature with one bucket and this mean, in so many of 10 rows. */
  static FeatureNameStatistics numbers(String name, double mean, long rows) {
    FeatureNameStatistics.Builder feature =
        FeatureNameStatistics.newBuilder()
            .setPath(path(name))
            .setType(FeatureNameStatistics.Type.FLOAT);
    feature
        .getNumStatsBuilder()
        .setCommonStats(present(rows))
        .setMean(mean)
        .setMax(Double.POSITIVE_INFINITY)
        .addHistograms(
            Histogram.newBuilder()
                .setType(Histogram.HistogramType.STANDARD)
                .setNumNan(2)
                .addBuckets(bucket(0, 1.0 / 3, rows / 2.0))
                .addBuckets(bucket(1.0 / 3, 2.0 / 3, rows / 2.0)));
    return feature.build();
  }

  static CommonStatistics present(long rows) {
    return CommonStatistics.newBuilder()
        .setNumNonMissing(rows)
        .setNumMissing(10 - rows)
        .setMinNumValues(1)
        .setMaxNumValues(1)
        .setAvgNumValues(1)
        .setTotNumValues(rows)
        .build();
  }

  static Histogram.Bucket bucket(double low, double high, double count) {
    return Histogram.Bucket.newBuilder()
        .setLowValue(low)
        .setHighValue(high)
        .setSampleCount(count)
        .build();
  }
}
