package io.millrace.models.drift.distances;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Two samples counted in the same bins: what every distance is computed from. Counts may be
 * weights. Immutable by agreement: nobody writes into its arrays.
 *
 * <p>Bins of numbers have places: bin i holds the numbers above {@code low[i]} up to {@code
 * high[i]}, in ascending order; of a bin that holds no numbers (missing, not a number) both are
 * NaN. The bins at the ends, of what is below or above the reference's range, lie at that range's
 * ends, so that distances in the units of the feature do not depend on how far out an outlier is.
 */
public final class BinnedSamples {
  private final double[] reference;
  private final double[] current;
  private final @Nullable Places places;
  private final BinKind[] kinds;

  /**
   * Where the bins of numbers lie.
   *
   * @param low by bin; NaN where the bin holds no numbers
   * @param high by bin, at least {@code low}
   */
  public record Places(double[] low, double[] high) {}

  /**
   * @param places null for categories
   * @param kinds by bin
   */
  public BinnedSamples(
      double[] reference, double[] current, @Nullable Places places, BinKind[] kinds) {
    if (reference.length != current.length || reference.length != kinds.length) {
      throw new IllegalArgumentException(
          "bins: " + current.length + " (expected: " + reference.length + ", as the reference)");
    }
    this.reference = reference;
    this.current = current;
    this.places = places;
    this.kinds = kinds;
  }

  /** Counts of categories. */
  public static BinnedSamples of(long[] reference, long[] current) {
    return new BinnedSamples(doubles(reference), doubles(current), null, inner(reference.length));
  }

  /** Counts of numbers in bins between these edges, of which there is one more than bins. */
  public static BinnedSamples of(double[] edges, long[] reference, long[] current) {
    Places places =
        new Places(
            Arrays.copyOf(edges, edges.length - 1), Arrays.copyOfRange(edges, 1, edges.length));
    return new BinnedSamples(doubles(reference), doubles(current), places, inner(reference.length));
  }

  private static BinKind[] inner(int bins) {
    BinKind[] kinds = new BinKind[bins];
    Arrays.fill(kinds, BinKind.INNER);
    return kinds;
  }

  private static double[] doubles(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  /** The same bins with other counts. */
  BinnedSamples with(double[] otherReference, double[] otherCurrent) {
    return new BinnedSamples(otherReference, otherCurrent, places, kinds);
  }

  public int bins() {
    return reference.length;
  }

  /** The reference's counts by bin; not a copy. */
  public double[] reference() {
    return reference;
  }

  /** The current counts by bin; not a copy. */
  public double[] current() {
    return current;
  }

  /** Where the bins of numbers lie; null for categories. */
  public @Nullable Places places() {
    return places;
  }

  BinKind kind(int bin) {
    return kinds[bin];
  }

  /** How many values the reference has. */
  public double referenceSize() {
    return sum(reference);
  }

  /** How many values the current sample has. */
  public double currentSize() {
    return sum(current);
  }

  /** 1/n + 1/m: the variance of a difference of two shares, over that of one draw. */
  double noise() {
    return 1 / referenceSize() + 1 / currentSize();
  }

  /** The bins that hold something on either side. */
  int occupiedBins() {
    int occupied = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      if (reference[bin] + current[bin] > 0) {
        occupied++;
      }
    }
    return occupied;
  }

  /**
   * The same with at most {@code most} bins of numbers: neighbours are put together so that each
   * holds about the same share of the reference. Bins that hold no numbers, and those below and
   * above the reference's range, stay as they are.
   */
  public BinnedSamples grouped(int most) {
    return places == null ? this : BinGroups.byReference(this, most).apply(this, places);
  }

  /**
   * The same with bins that are too sparse to compare put together, into the first of them: those
   * in which the smaller side would expect fewer than five values if both sides were alike. Their
   * sum stays comparable, so a value that is new in bulk still shows. Cochran, "Some methods for
   * strengthening the common chi-square tests" (1954). The bins have no places then.
   */
  public BinnedSamples pooled() {
    double[] pooledReference = reference.clone();
    double[] pooledCurrent = current.clone();
    double n = referenceSize();
    double m = currentSize();
    double smaller = Math.min(n, m) / (n + m);
    int pool = -1;
    for (int bin = 0; bin < reference.length; bin++) {
      if ((reference[bin] + current[bin]) * smaller >= 5) {
        continue;
      }
      if (pool < 0) {
        pool = bin;
        continue;
      }
      pooledReference[pool] += pooledReference[bin];
      pooledCurrent[pool] += pooledCurrent[bin];
      pooledReference[bin] = 0;
      pooledCurrent[bin] = 0;
    }
    return new BinnedSamples(pooledReference, pooledCurrent, null, kinds);
  }

  static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }
}
