package io.millrace.models.drift.patterns;

/**
 * Makes a number of each bin, by which windows of counts become windows of values: the logarithm of
 * how much more frequent the bin is after a change than before it, with shares smoothed by ½. The
 * mean of a window's scores then moves with the share of the new concept in it.
 */
public final class BinScores {
  private final double[] scores;

  private BinScores(double[] scores) {
    this.scores = scores;
  }

  /** The scores between counts before and after, over the same bins. */
  public static BinScores between(long[] before, long[] after) {
    if (before.length != after.length) {
      throw new IllegalArgumentException(
          "bins: " + after.length + " (expected: " + before.length + ", as before)");
    }
    double n = sum(before) + before.length / 2.0;
    double m = sum(after) + after.length / 2.0;
    double[] scores = new double[before.length];
    for (int bin = 0; bin < scores.length; bin++) {
      scores[bin] = Math.log((after[bin] + 0.5) / m) - Math.log((before[bin] + 0.5) / n);
    }
    return new BinScores(scores);
  }

  /** The window of these counts, which hold something. */
  public WindowStatistic statistic(long start, long[] counts) {
    double total = sum(counts);
    double sum = 0;
    double square = 0;
    for (int bin = 0; bin < scores.length; bin++) {
      sum += counts[bin] * scores[bin];
      square += counts[bin] * scores[bin] * scores[bin];
    }
    double mean = sum / total;
    return new WindowStatistic(
        start, (long) total, mean, Math.max(0, square / total - mean * mean));
  }

  private static double sum(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
