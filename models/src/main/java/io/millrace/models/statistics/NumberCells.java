package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts numbers by cells that each begin with a number that came before: of those it is known
 * exactly how many numbers are less and how many are equal. To find a number's cell takes far less
 * time than to sort it.
 *
 * <p>The cells are learned from the first numbers; those that come often begin cells. Later ones
 * may be outside of them, or too many for one cell; they are then left to be counted otherwise.
 */
final class NumberCells {
  private final CellScale scale;
  private final double[] begins;
  // By place of the scale: the last cell that begins there or before.
  private final short[] cells;
  // Of the numbers above each cell's beginning, and behind them of those equal to it.
  private final int[] counts;
  private final NumberRange range = new NumberRange();
  private final double share;
  private long total;

  private NumberCells(CellScale scale, double[] begins, double share) {
    this.scale = scale;
    this.begins = begins;
    this.share = share;
    counts = new int[2 * begins.length];
    cells = new short[scale.places()];
    for (int cell = 0; cell < begins.length; cell++) {
      boolean last = cell + 1 == begins.length;
      int end = last ? cells.length : scale.place(begins[cell + 1]);
      Arrays.fill(cells, scale.place(begins[cell]), end, (short) cell);
    }
  }

  /**
   * Cells for numbers like the first {@code size} of these, 1 or more and none of them NaN, with
   * them in it; null if no cells suit them.
   *
   * @param share no cell gets more than this of all numbers, but for the one that it begins with
   */
  static @Nullable NumberCells of(double[] numbers, int size, double share) {
    CellScale scale = CellScale.of(numbers, size);
    if (scale == null) {
      return null;
    }
    NumberCells cells = new NumberCells(scale, begins(numbers, size, scale), share);
    cells.range.add(numbers, size);
    return cells.count(numbers, size, new double[0]) == 0 ? cells : null;
  }

  /**
   * The least number in each place that has some, or one that comes often: the candidate of Boyer
   * and Moore's majority vote (1981), if two votes or more are left for it.
   */
  private static double[] begins(double[] numbers, int size, CellScale scale) {
    double[] least = new double[scale.places()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    double[] frequent = new double[least.length];
    int[] votes = new int[least.length];
    for (int i = 0; i < size; i++) {
      double number = numbers[i];
      int place = scale.place(number);
      least[place] = number < least[place] ? number : least[place];
      frequent[place] = votes[place] == 0 ? number : frequent[place];
      votes[place] += number == frequent[place] ? 1 : -1;
    }
    int cells = 0;
    for (int place = 0; place < least.length; place++) {
      if (least[place] < Double.POSITIVE_INFINITY) {
        // None is less than the first.
        double begin = votes[place] > 1 && place > 0 ? frequent[place] : least[place];
        // From -0.0, unlike from 0.0, the difference of neither zero is negative.
        least[cells++] = begin == 0 ? -0.0 : begin;
      }
    }
    return Arrays.copyOf(least, cells);
  }

  /** How many numbers were counted. */
  long total() {
    return total;
  }

  /** The range of the numbers that were counted. */
  NumberRange range() {
    return range;
  }

  /** How many cells there are. */
  int size() {
    return begins.length;
  }

  /** The number that a cell begins with, more than that of the cell before. */
  double begin(int cell) {
    return begins[cell];
  }

  /** How many numbers are the one that a cell begins with. */
  int equal(int cell) {
    return counts[begins.length + cell];
  }

  /** How many numbers there are in a cell. */
  int count(int cell) {
    return equal(cell) + counts[cell];
  }

  /** The bytes that the cells take. */
  long bytes() {
    return (long) Double.BYTES * begins.length
        + (long) Integer.BYTES * counts.length
        + (long) Short.BYTES * cells.length;
  }

  /**
   * Counts the first {@code size} numbers; those outside go to the beginning of {@code others}.
   *
   * @return how many are outside; -1 if there would be too many, in a cell or in all, and none is
   *     counted
   */
  int addAll(double[] numbers, int size, double[] others) {
    int outside = count(numbers, size, others);
    if (outside >= 0) {
      range.addZeros(numbers, size);
    }
    return outside;
  }

  private int count(double[] numbers, int size, double[] others) {
    if (total + size > Integer.MAX_VALUE) {
      return -1;
    }
    int outside = 0;
    for (int i = 0; i < size; i++) {
      double number = numbers[i];
      if (scale.contains(number)) {
        counts[counter(number)]++;
      } else {
        others[outside++] = number;
      }
    }
    if (isAnyAbove((int) (share * (total + size)))) {
      takeBack(numbers, size);
      return -1;
    }
    total += size - outside;
    return outside;
  }

  private void takeBack(double[] numbers, int size) {
    for (int i = 0; i < size; i++) {
      if (scale.contains(numbers[i])) {
        counts[counter(numbers[i])]--;
      }
    }
  }

  /** Whether a cell has more numbers than that above its beginning. */
  private boolean isAnyAbove(int most) {
    int room = 0;
    for (int cell = 0; cell < begins.length; cell++) {
      room |= most - counts[cell];
    }
    return room < 0;
  }

  /** Where a number is counted. */
  private int counter(double number) {
    int cell = cells[scale.place(number)];
    // Branches would be guessed wrongly too often.
    long difference = Double.doubleToRawLongBits(number - begins[cell]);
    int less = (int) (difference >> (Long.SIZE - 1));
    int notMore = (int) ((difference - 1) >> (Long.SIZE - 1));
    return cell + less + ((notMore ^ less) & begins.length);
  }

  void writeTo(DataOutput out) throws IOException {
    scale.writeTo(out);
    out.writeDouble(share);
    out.writeInt(begins.length);
    for (double begin : begins) {
      out.writeDouble(begin);
    }
    for (int count : counts) {
      out.writeInt(count);
    }
    range.writeTo(out);
    out.writeLong(total);
  }

  static NumberCells readFrom(DataInput in) throws IOException {
    CellScale scale = CellScale.readFrom(in);
    double share = in.readDouble();
    double[] begins = new double[in.readInt()];
    for (int cell = 0; cell < begins.length; cell++) {
      begins[cell] = in.readDouble();
    }
    NumberCells read = new NumberCells(scale, begins, share);
    for (int i = 0; i < read.counts.length; i++) {
      read.counts[i] = in.readInt();
    }
    read.range.merge(NumberRange.readFrom(in));
    read.total = in.readLong();
    return read;
  }
}
