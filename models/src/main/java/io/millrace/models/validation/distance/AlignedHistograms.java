package io.millrace.models.validation.distance;

import io.millrace.models.data.Compat;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.metadata.v0.Histogram;

/**
 * Two histograms spread over the same cells: those between any two neighbouring bounds of either,
 * each value that is a bucket of its own, and cells of only one histogram for what is infinite or
 * NaN, which is never like anything. A bucket is taken to be spread evenly over its cells.
 */
record AlignedHistograms(double[] a, double[] b) {
  /** The parts of one histogram. */
  private static final class Parts {
    private final Histogram histogram;
    private final TreeSet<Double> bounds = new TreeSet<>();
    private final NavigableMap<Double, Double> points = new TreeMap<>();
    private double infinite;

    Parts(Histogram histogram) {
      this.histogram = histogram;
      for (Histogram.Bucket bucket : histogram.getBucketsList()) {
        if (!isFinite(bucket)) {
          infinite += bucket.getSampleCount();
        } else if (isPoint(bucket)) {
          points.merge(normal(bucket.getLowValue()), bucket.getSampleCount(), Double::sum);
        } else {
          bounds.add(normal(bucket.getLowValue()));
          bounds.add(normal(bucket.getHighValue()));
        }
      }
    }

    /** Spreads the buckets over the cells between these bounds, which are a superset of ours. */
    void spread(double[] allBounds, double[] cells) {
      for (Histogram.Bucket bucket : histogram.getBucketsList()) {
        if (isFinite(bucket) && !isPoint(bucket)) {
          double width = bucket.getHighValue() - bucket.getLowValue();
          int first = Arrays.binarySearch(allBounds, normal(bucket.getLowValue()));
          for (int i = first; allBounds[i] < bucket.getHighValue(); i++) {
            cells[i] += (allBounds[i + 1] - allBounds[i]) / width * bucket.getSampleCount();
          }
        }
      }
    }

    private static boolean isFinite(Histogram.Bucket bucket) {
      return Double.isFinite(bucket.getLowValue()) && Double.isFinite(bucket.getHighValue());
    }

    private static boolean isPoint(Histogram.Bucket bucket) {
      return bucket.getLowValue() >= bucket.getHighValue();
    }

    /** One zero instead of two. */
    private static double normal(double value) {
      return value == 0 ? 0 : value;
    }
  }

  static AlignedHistograms of(Histogram histogramOfA, Histogram histogramOfB, Compat compat) {
    Parts a = new Parts(histogramOfA);
    Parts b = new Parts(histogramOfB);
    TreeSet<Double> union = new TreeSet<>(a.bounds);
    union.addAll(b.bounds);
    double[] bounds = union.stream().mapToDouble(bound -> bound).toArray();
    TreeSet<Double> points = new TreeSet<>(a.points.keySet());
    points.addAll(b.points.keySet());

    int cells = Math.max(bounds.length - 1, 0);
    double[] massesOfA = new double[cells + points.size() + 4];
    double[] massesOfB = new double[massesOfA.length];
    a.spread(bounds, massesOfA);
    b.spread(bounds, massesOfB);
    int next = cells;
    for (double point : points) {
      massesOfA[next] = a.points.getOrDefault(point, 0.0);
      massesOfB[next++] = b.points.getOrDefault(point, 0.0);
    }
    massesOfA[next++] = a.infinite;
    massesOfB[next++] = b.infinite;
    // TFDV loses the number of NaN where it has to make cells.
    if (compat == Compat.MILLRACE || a.bounds.equals(b.bounds)) {
      massesOfA[next++] = histogramOfA.getNumNan();
      massesOfB[next] = histogramOfB.getNumNan();
    }
    return new AlignedHistograms(massesOfA, massesOfB);
  }
}
