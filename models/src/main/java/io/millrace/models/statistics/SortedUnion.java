package io.millrace.models.statistics;

/**
 * The union of two arrays of ascending, distinct numbers: says of each number of it, in order,
 * where it is in either array, or would be. In arrays that are used again.
 *
 * <p>Which of two numbers comes first no processor can guess, so where most of the time goes there
 * is no branch: the sign of their difference is added to where one is. Four parts of the arrays are
 * gone through at once, for each step of one waits for the last.
 */
final class SortedUnion {
  private static final int FEW = 4;
  private static final int PARTS = 4;

  private long[] places = {};
  private int size;

  /** How many numbers the last union has. */
  int size() {
    return size;
  }

  /**
   * By number of the union, how many numbers of either array come before it; at the end, how many
   * there are. A number is in an array if there are more of them before the next number. Not a
   * copy.
   *
   * @see #first
   * @see #second
   */
  long[] places() {
    return places;
  }

  /** How many numbers of the first array a place has before it. */
  static int first(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  /** How many numbers of the second array a place has before it. */
  static int second(long place) {
    return (int) place;
  }

  private static long place(int first, int second) {
    return (long) first << Integer.SIZE | second;
  }

  /** Finds the union of the first {@code aSize} and {@code bSize} numbers. */
  void find(long[] a, int aSize, long[] b, int bSize) {
    if (places.length <= aSize + bSize) {
      places = new long[aSize + bSize + 1];
    }
    size = 0;
    // Of numbers with the same sign, the difference is one too.
    int aZero = firstNotBelow(0, a, 0, aSize);
    int bZero = firstNotBelow(0, b, 0, bSize);
    findRange(a, 0, aZero, b, 0, bZero);
    findRange(a, aZero, aSize, b, bZero, bSize);
    places[size] = place(aSize, bSize);
  }

  private void findRange(long[] a, int aFrom, int aEnd, long[] b, int bFrom, int bEnd) {
    if (aEnd - aFrom < PARTS * FEW || bEnd - bFrom < PARTS * FEW) {
      size = walk(a, aFrom, aEnd, b, bFrom, bEnd, size);
    } else {
      findParts(a, aFrom, aEnd, b, bFrom, bEnd);
    }
  }

  private void findParts(long[] a, int aFrom, int aEnd, long[] b, int bFrom, int bEnd) {
    int quarter = (aEnd - aFrom + bEnd - bFrom) / PARTS;
    int a1 = cut(a, aFrom, aEnd, b, bFrom, bEnd, quarter);
    int a2 = cut(a, aFrom, aEnd, b, bFrom, bEnd, 2 * quarter);
    int a3 = cut(a, aFrom, aEnd, b, bFrom, bEnd, 3 * quarter);
    int b1 = firstNotBelow(a[a1], b, bFrom, bEnd);
    int b2 = firstNotBelow(a[a2], b, b1, bEnd);
    int b3 = firstNotBelow(a[a3], b, b2, bEnd);
    int i0 = aFrom;
    int i1 = a1;
    int i2 = a2;
    int i3 = a3;
    int j0 = bFrom;
    int j1 = b1;
    int j2 = b2;
    int j3 = b3;
    int k0 = size;
    int k1 = k0 + a1 - aFrom + b1 - bFrom;
    int k2 = k1 + a2 - a1 + b2 - b1;
    int k3 = k2 + a3 - a2 + b3 - b2;
    int start1 = k1;
    int start2 = k2;
    int start3 = k3;
    long[] to = places;
    while (true) {
      int steps =
          Math.min(
              Math.min(Math.min(a1 - i0, b1 - j0), Math.min(a2 - i1, b2 - j1)),
              Math.min(Math.min(a3 - i2, b3 - j2), Math.min(aEnd - i3, bEnd - j3)));
      if (steps < FEW) {
        break;
      }
      for (int step = 0; step < steps; step++) {
        long x0 = a[i0];
        long y0 = b[j0];
        to[k0++] = place(i0, j0);
        i0 += notBelow(y0, x0);
        j0 += notBelow(x0, y0);
        long x1 = a[i1];
        long y1 = b[j1];
        to[k1++] = place(i1, j1);
        i1 += notBelow(y1, x1);
        j1 += notBelow(x1, y1);
        long x2 = a[i2];
        long y2 = b[j2];
        to[k2++] = place(i2, j2);
        i2 += notBelow(y2, x2);
        j2 += notBelow(x2, y2);
        long x3 = a[i3];
        long y3 = b[j3];
        to[k3++] = place(i3, j3);
        i3 += notBelow(y3, x3);
        j3 += notBelow(x3, y3);
      }
    }
    size = walk(a, i0, a1, b, j0, b1, k0);
    append(start1, walk(a, i1, a2, b, j1, b2, k1));
    append(start2, walk(a, i2, a3, b, j2, b3, k2));
    append(start3, walk(a, i3, aEnd, b, j3, bEnd, k3));
  }

  /** 1 if x >= y, else 0. */
  private static int notBelow(long x, long y) {
    return 1 + (int) ((x - y) >> 63);
  }

  /**
   * Where to cut the first range, so that it has about so many numbers before the cut together with
   * those of the second range that are less than all behind it. Parts of the same length end at the
   * same time.
   */
  private static int cut(
      long[] a, int aFrom, int aEnd, long[] b, int bFrom, int bEnd, int numbers) {
    int from = aFrom + Math.max(0, numbers - (bEnd - bFrom));
    int to = Math.min(aFrom + numbers, aEnd - 1);
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (a[middle] < b[bFrom + numbers - 1 - (middle - aFrom)]) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static int firstNotBelow(long value, long[] sorted, int from, int to) {
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Moves a part to the end of those before it: it begins later if some numbers are in both. */
  private void append(int from, int to) {
    if (from > size) {
      System.arraycopy(places, from, places, size, to - from);
    }
    size += to - from;
  }

  /** The union of two ranges, number by number, from {@code to} on; where it ends. */
  private int walk(long[] a, int i, int aEnd, long[] b, int j, int bEnd, int to) {
    while (i < aEnd && j < bEnd) {
      long x = a[i];
      long y = b[j];
      places[to++] = place(i, j);
      i += notBelow(y, x);
      j += notBelow(x, y);
    }
    for (; i < aEnd; i++) {
      places[to++] = place(i, j);
    }
    for (; j < bEnd; j++) {
      places[to++] = place(i, j);
    }
    return to;
  }
}
