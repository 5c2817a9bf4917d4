package io.millrace.models.drift.distances;

/**
 * Neighbouring bins of numbers put together.
 *
 * @param groupOf the group of each bin
 * @param groups how many there are
 */
record BinGroups(int[] groupOf, int groups) {

  /**
   * Groups of about equal shares of the reference, at most {@code most} of inner bins: a group ends
   * with the bin whose end is nearest to where it should.
   */
  static BinGroups byReference(BinnedSamples samples, int most) {
    double[] reference = samples.reference();
    double inside = 0;
    int inner = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      if (samples.kind(bin) == BinKind.INNER) {
        inside += reference[bin];
        inner++;
      }
    }
    int[] groupOf = new int[reference.length];
    int group = -1;
    boolean open = false;
    double sum = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      boolean isInner = samples.kind(bin) == BinKind.INNER;
      if (!isInner || !open) {
        group++;
      }
      groupOf[bin] = group;
      open = isInner;
      if (isInner) {
        double next =
            bin + 1 < reference.length && samples.kind(bin + 1) == BinKind.INNER
                ? reference[bin + 1]
                : 0;
        double before = sum;
        sum += reference[bin];
        if (inner <= most
            || ends(before * most / inside, sum * most / inside, next * most / inside)) {
          open = false;
        }
      }
    }
    return new BinGroups(groupOf, group + 1);
  }

  /** Whether the nearest whole number is reached here, and not by the next bin. */
  private static boolean ends(double before, double after, double next) {
    double boundary = Math.rint(after);
    return boundary > before && Math.abs(after - boundary) <= Math.abs(after + next - boundary);
  }

  BinnedSamples apply(BinnedSamples samples, BinnedSamples.Places places) {
    double[] reference = new double[groups];
    double[] current = new double[groups];
    double[] low = new double[groups];
    double[] high = new double[groups];
    BinKind[] kinds = new BinKind[groups];
    for (int bin = groupOf.length - 1; bin >= 0; bin--) {
      int group = groupOf[bin];
      low[group] = places.low()[bin];
      kinds[group] = samples.kind(bin);
    }
    for (int bin = 0; bin < groupOf.length; bin++) {
      int group = groupOf[bin];
      reference[group] += samples.reference()[bin];
      current[group] += samples.current()[bin];
      high[group] = places.high()[bin];
    }
    return new BinnedSamples(reference, current, new BinnedSamples.Places(low, high), kinds);
  }
}
