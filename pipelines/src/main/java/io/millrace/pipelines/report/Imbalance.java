package io.millrace.pipelines.report;

import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.RankHistogram;

/**
 * How far the values of a feature are from being spread evenly: 1 minus the Shannon entropy of the
 * histogram's shares divided by the entropy of equal shares. 0 where all buckets (values) are
 * equally frequent, 1 where all rows are in one.
 *
 * <p>Of numbers the buckets of equal width count, of strings the values of the rank histogram.
 */
final class Imbalance {
  private double total;
  private double sumOfLogs;
  private int buckets;

  private Imbalance() {}

  static double of(FeatureNameStatistics feature) {
    Imbalance imbalance = new Imbalance();
    for (Histogram histogram : feature.getNumStats().getHistogramsList()) {
      if (histogram.getType() == Histogram.HistogramType.STANDARD) {
        histogram.getBucketsList().forEach(bucket -> imbalance.add(bucket.getSampleCount()));
        break;
      }
    }
    for (RankHistogram.Bucket bucket :
        feature.getStringStats().getRankHistogram().getBucketsList()) {
      imbalance.add(bucket.getSampleCount());
    }
    return imbalance.value();
  }

  private void add(double count) {
    buckets++;
    if (count > 0) {
      total += count;
      sumOfLogs += count * Math.log(count);
    }
  }

  private double value() {
    if (total <= 0) {
      return 0;
    }
    double entropy = Math.log(total) - sumOfLogs / total;
    return buckets < 2 ? 1 : Math.min(1, Math.max(0, 1 - entropy / Math.log(buckets)));
  }
}
