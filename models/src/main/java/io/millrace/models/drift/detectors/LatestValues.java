package io.millrace.models.drift.detectors;

import java.io.IOException;
import java.util.Arrays;

/** The latest values, a fixed number of them, in a ring, with their sum. */
final class LatestValues {
  private final double[] ring;
  private long added;
  private double sum;

  LatestValues(int size) {
    ring = new double[size];
  }

  /** Adds a value; gives the one that it pushes out, 0 if there is room. */
  double add(double value) {
    int at = (int) (added++ % ring.length);
    double gone = added > ring.length ? ring[at] : 0;
    ring[at] = value;
    sum += value - gone;
    if (at == 0) {
      // Summed anew once a round, so that rounding does not pile up.
      sum = 0;
      for (int i = 0; i < Math.min(added, ring.length); i++) {
        sum += ring[i];
      }
    }
    return gone;
  }

  boolean isFull() {
    return added >= ring.length;
  }

  /** The value that was added so many values before the latest one. */
  double get(int age) {
    return ring[(int) ((added - 1 - age) % ring.length)];
  }

  double sum() {
    return sum;
  }

  void clear() {
    added = 0;
    sum = 0;
    Arrays.fill(ring, 0);
  }

  void exchange(StateExchange state) throws IOException {
    state.exchange(ring);
    added = state.exchange(added);
    sum = state.exchange(sum);
  }
}
