package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The smallest and the greatest of finite numbers, and how many of them are 0. */
final class NumberRange {
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long zeros;

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  long zeros() {
    return zeros;
  }

  /** Adds the first {@code size} numbers; infinite ones and NaN are left out. */
  void add(double[] numbers, int size) {
    for (int i = 0; i < size; i++) {
      double number = numbers[i];
      if (Double.isFinite(number)) {
        min = Math.min(min, number + 0.0);
        max = Math.max(max, number + 0.0);
        zeros += number == 0 ? 1 : 0;
      }
    }
  }

  /** Adds the zeros among the first {@code size} numbers, the others being in the range already. */
  void addZeros(double[] numbers, int size) {
    if (min <= 0 && max >= 0) {
      for (int i = 0; i < size; i++) {
        // Both zeros have no bit but the sign; a branch would be guessed wrongly too often.
        long bits = Double.doubleToRawLongBits(numbers[i]) << 1;
        zeros += 1 + ((bits | -bits) >> (Long.SIZE - 1));
      }
    }
  }

  /** Adds sorted numbers, of which the first and the last tell nearly all. */
  void add(NumberSort sorted) {
    int first = 0;
    int last = sorted.size() - 1;
    while (first <= last && Double.isInfinite(NumberSort.numberOf(sorted.key(first)))) {
      first++;
    }
    while (first <= last && Double.isInfinite(NumberSort.numberOf(sorted.key(last)))) {
      last--;
    }
    if (first <= last) {
      min = Math.min(min, NumberSort.numberOf(sorted.key(first)));
      max = Math.max(max, NumberSort.numberOf(sorted.key(last)));
    }
    zeros += sorted.zeros();
  }

  void add(IntegerCounts integers) {
    min = Math.min(min, integers.number(0));
    max = Math.max(max, integers.number(integers.range() - 1));
    zeros += integers.zeros();
  }

  void merge(NumberRange other) {
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    zeros += other.zeros;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(zeros);
    out.writeDouble(min);
    out.writeDouble(max);
  }

  static NumberRange readFrom(DataInput in) throws IOException {
    NumberRange range = new NumberRange();
    range.zeros = in.readLong();
    range.min = in.readDouble();
    range.max = in.readDouble();
    return range;
  }
}
