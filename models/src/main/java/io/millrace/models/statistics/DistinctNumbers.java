package io.millrace.models.statistics;

/**
 * Distinct numbers in order, each with the weight of all up to and including it. In arrays that are
 * used again.
 */
final class DistinctNumbers {
  private long[] keys = {};
  private double[] upTo = {0};
  private int size;

  int size() {
    return size;
  }

  /** The {@linkplain NumberSort#keyOf key} of the number at this place. */
  long key(int i) {
    return keys[i];
  }

  /** The weight of this many numbers, the smallest ones. */
  double weightOf(int smallest) {
    return upTo[smallest];
  }

  /** Takes sorted numbers, 1 or more; those without weights weigh 1. */
  void assign(NumberSort sorted) {
    makeRoom(sorted.size());
    if (sorted.isWeighted()) {
      addWeights(sorted);
    } else {
      count(sorted);
    }
  }

  private void addWeights(NumberSort sorted) {
    int last = -1;
    double weight = 0;
    for (int i = 0; i < sorted.size(); i++) {
      if (last < 0 || sorted.key(i) != keys[last]) {
        keys[++last] = sorted.key(i);
      }
      weight += sorted.weight(i);
      upTo[last + 1] = weight;
    }
    size = last + 1;
  }

  private void count(NumberSort sorted) {
    long[] toKeys = keys;
    double[] toUpTo = upTo;
    int place = 0;
    long last = ~sorted.key(0);
    for (int i = 0; i < sorted.size(); ) {
      long key = sorted.key(i);
      long different = key ^ last;
      last = key;
      // One place on if they differ; a branch would be guessed wrongly half the time.
      place += (int) ((different | -different) >>> 63);
      toKeys[place - 1] = key;
      toUpTo[place] = ++i;
    }
    size = place;
  }

  /** Takes whole numbers that were counted. */
  void assign(IntegerCounts integers) {
    makeRoom(integers.range());
    double weight = 0;
    size = 0;
    for (int place = 0; place < integers.range(); place++) {
      int count = integers.count(place);
      if (count > 0) {
        keys[size++] = NumberSort.keyOf(integers.number(place));
        weight += count;
        upTo[size] = weight;
      }
    }
  }

  private void makeRoom(int most) {
    if (keys.length < most) {
      keys = new long[most];
      upTo = new double[most + 1];
    }
  }
}
