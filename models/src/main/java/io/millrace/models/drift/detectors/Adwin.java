package io.millrace.models.drift.detectors;

import java.io.IOException;
import java.util.Arrays;

/**
 * ADWIN: keeps the longest window whose halves, at any cut, have means that do not differ by more
 * than chance. Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing" (SDM
 * 2007), the exponential histogram of its section 4 and the normal approximation of its bound:
 *
 * <pre>ε = √(2·m·σ²·ln(2·ln n / δ)) + ⅔·m·ln(2·ln n / δ),  1/m' summed over both sides</pre>
 *
 * <p>Its guarantee is for values in 0..1. Memory grows with the logarithm of the window. After a
 * change it has dropped the values before the cut and keeps the rest, so that one large change may
 * be told in several alarms while old values leave the window.
 */
final class Adwin implements ChangeRule {

  /**
   * @param delta the chance of a false cut, 0..1
   * @param clock cuts are looked for after every so many values
   * @param rowBuckets the buckets of one size that are kept before two are put together
   * @param minimumWindow no cut is looked for in fewer values
   * @param minimumSide the values that either side of a cut has at least
   */
  record Parameters(
      double delta,
      int clock,
      int rowBuckets,
      int minimumWindow,
      int minimumSide,
      Direction direction) {
    Parameters {
      Expected.share("delta", delta);
      Expected.between("clock", clock, 1, 1 << 20);
      Expected.between("row_buckets", rowBuckets, 2, 1000);
      Expected.between("minimum_window", minimumWindow, 2, Integer.MAX_VALUE);
      Expected.between("minimum_side", minimumSide, 1, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofNumbers(
          "adwin", new Parameters(0.002, 32, 5, 10, 5, Direction.BOTH), Adwin::new);

  /** Buckets of 2^40 values are the largest: more than any stream has. */
  private static final int ROWS = 41;

  private final Parameters parameters;
  private final int capacity;
  // Row r holds buckets of 2^r values, the oldest first, from position r * capacity on.
  private final int[] filled = new int[ROWS];
  private final double[] sums;
  private final double[] squares;
  private int rows;
  private long width;
  private double sum;
  private double square;
  private int sinceCheck;

  Adwin(Parameters parameters) {
    this.parameters = parameters;
    this.capacity = parameters.rowBuckets() + 1;
    this.sums = new double[ROWS * capacity];
    this.squares = new double[ROWS * capacity];
    restart();
  }

  @Override
  public Signal next(double value) {
    double before = width == 0 ? value : sum / width;
    insert(value);
    if (++sinceCheck < parameters.clock() || width <= parameters.minimumWindow()) {
      sinceCheck %= parameters.clock();
      return Signal.NONE;
    }
    sinceCheck = 0;
    boolean cut = false;
    while (hasCut()) {
      dropOldest();
      cut = true;
    }
    double after = sum / width;
    boolean wanted = after > before ? parameters.direction().up() : parameters.direction().down();
    return cut && wanted ? Signal.CHANGE : Signal.NONE;
  }

  private void insert(double value) {
    if (width > 0) {
      double distance = value - sum / width;
      square += distance * distance * width / (width + 1);
    }
    width++;
    sum += value;
    int at = filled[0]++;
    sums[at] = value;
    squares[at] = 0;
    rows = Math.max(rows, 1);
    for (int row = 0; row < rows && filled[row] == capacity; row++) {
      mergeOldest(row);
    }
  }

  /** Puts the two oldest buckets of a row together as the newest one of the next row. */
  private void mergeOldest(int row) {
    int from = row * capacity;
    int to = from + capacity + filled[row + 1]++;
    double size = 1L << row;
    double distance = (sums[from] - sums[from + 1]) / size;
    sums[to] = sums[from] + sums[from + 1];
    squares[to] = squares[from] + squares[from + 1] + distance * distance * size / 2;
    remove(row, 2);
    rows = Math.max(rows, row + 2);
  }

  private void remove(int row, int buckets) {
    int from = row * capacity;
    filled[row] -= buckets;
    System.arraycopy(sums, from + buckets, sums, from, filled[row]);
    System.arraycopy(squares, from + buckets, squares, from, filled[row]);
  }

  private void dropOldest() {
    int row = rows - 1;
    double size = 1L << row;
    double mean = sums[row * capacity] / size;
    width -= 1L << row;
    sum -= sums[row * capacity];
    double distance = mean - sum / width;
    square -= squares[row * capacity] + distance * distance * size * width / (size + width);
    remove(row, 1);
    while (rows > 0 && filled[rows - 1] == 0) {
      rows--;
    }
  }

  private boolean hasCut() {
    if (width <= parameters.minimumWindow()) {
      return false;
    }
    double logarithm = Math.log(2 * Math.log((double) width) / parameters.delta());
    double spread = 2 * logarithm * Math.max(0, square) / width;
    long older = 0;
    double olderSum = 0;
    for (int row = rows - 1; row >= 0; row--) {
      for (int i = row * capacity; i < row * capacity + filled[row]; i++) {
        older += 1L << row;
        olderSum += sums[i];
        long newer = width - older;
        if (newer < parameters.minimumSide()) {
          return false;
        }
        if (older >= parameters.minimumSide() && differs(older, olderSum, spread, logarithm)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean differs(long older, double olderSum, double spread, double logarithm) {
    long newer = width - older;
    double distance = Math.abs(olderSum / older - (sum - olderSum) / newer);
    double m =
        1.0 / (older - parameters.minimumSide() + 1) + 1.0 / (newer - parameters.minimumSide() + 1);
    return distance > Math.sqrt(m * spread) + 2.0 / 3 * m * logarithm;
  }

  @Override
  public long valuesSinceChange() {
    return width;
  }

  @Override
  public void afterChange() {
    // The window holds the values after the cut already.
  }

  @Override
  public void restart() {
    Arrays.fill(filled, 0);
    rows = 0;
    width = 0;
    sum = 0;
    square = 0;
    sinceCheck = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    rows = state.exchange("rows", rows, ROWS - 1);
    width = state.exchange(width);
    sum = state.exchange(sum);
    square = state.exchange(square);
    sinceCheck = state.exchange("since_check", sinceCheck, parameters.clock());
    for (int row = 0; row < rows; row++) {
      filled[row] = state.exchange("buckets", filled[row], capacity - 1);
      for (int i = row * capacity; i < row * capacity + filled[row]; i++) {
        sums[i] = state.exchange(sums[i]);
        squares[i] = state.exchange(squares[i]);
      }
    }
  }
}
