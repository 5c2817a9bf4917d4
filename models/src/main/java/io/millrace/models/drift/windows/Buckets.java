package io.millrace.models.drift.windows;

import org.tensorflow.metadata.v0.Histogram;

/** How many values of a histogram are at most a limit, as far as its buckets say. */
final class Buckets {
  private Buckets() {}

  /** Those of the buckets that end there or before. */
  static double surelyUpTo(Histogram histogram, double limit) {
    double sum = 0;
    for (Histogram.Bucket bucket : histogram.getBucketsList()) {
      sum += bucket.getHighValue() <= limit ? bucket.getSampleCount() : 0;
    }
    return sum;
  }

  /** Those of the buckets that begin there or before. */
  static double possiblyUpTo(Histogram histogram, double limit) {
    double sum = 0;
    for (Histogram.Bucket bucket : histogram.getBucketsList()) {
      sum += bucket.getLowValue() <= limit ? bucket.getSampleCount() : 0;
    }
    return sum;
  }

  /** Those there are if values lie evenly within their bucket. */
  static double evenlyUpTo(Histogram histogram, double limit) {
    double sum = 0;
    for (Histogram.Bucket bucket : histogram.getBucketsList()) {
      double low = bucket.getLowValue();
      double high = bucket.getHighValue();
      if (high <= limit) {
        sum += bucket.getSampleCount();
      } else if (low < limit && Double.isFinite(low) && Double.isFinite(high)) {
        sum += bucket.getSampleCount() * (limit - low) / (high - low);
      }
    }
    return sum;
  }
}
