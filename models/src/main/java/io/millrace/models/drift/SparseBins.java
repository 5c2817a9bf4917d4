package io.millrace.models.drift;

/**
 * Puts bins that are too sparse to compare together, into the first of them: those in which the
 * smaller side would expect fewer than five values if both sides were alike. Their sum stays
 * comparable, so a value that is new in bulk still shows. Cochran, "Some methods for strengthening
 * the common chi-square tests" (1954).
 */
final class SparseBins {
  private static final double LEAST_EXPECTED = 5;

  final long[] reference;
  final long[] current;

  SparseBins(long[] reference, long[] current) {
    this.reference = reference.clone();
    this.current = current.clone();
    long n = PopulationStabilityIndex.total(reference);
    long m = PopulationStabilityIndex.total(current);
    double smaller = (double) Math.min(n, m) / (n + m);
    int pool = -1;
    for (int bin = 0; bin < reference.length; bin++) {
      if ((reference[bin] + current[bin]) * smaller >= LEAST_EXPECTED) {
        continue;
      }
      if (pool < 0) {
        pool = bin;
        continue;
      }
      this.reference[pool] += this.reference[bin];
      this.current[pool] += this.current[bin];
      this.reference[bin] = 0;
      this.current[bin] = 0;
    }
  }
}
