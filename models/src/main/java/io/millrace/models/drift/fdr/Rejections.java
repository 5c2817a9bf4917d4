package io.millrace.models.drift.fdr;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A clock of tests, and its time at each rejection: what the level of the next test follows from,
 *
 * <pre>w0 g(N + 1) + (alpha - w0) g(N + 1 - N_1) + alpha (sum over j from 2 of g(N + 1 - N_j))
 * </pre>
 *
 * <p>with g what is {@linkplain Spending spent}, N the clock and N_j its time at the j-th
 * rejection. Of the rejections the first and the last 999 are kept: forgetting others lowers the
 * level, and so is safe.
 */
final class Rejections {
  private static final int MOST = 1000;

  private final double alpha;
  private final double initial;
  private final Spending spending;
  private final long[] times = new long[MOST];
  private int count;
  private long clock;

  /**
   * @param alpha the level of the whole, in 0..1 without the ends; half of it is w0
   */
  Rejections(double alpha, Spending spending) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 1)");
    }
    this.alpha = alpha;
    this.initial = alpha / 2;
    this.spending = spending;
  }

  double alpha() {
    return alpha;
  }

  double level() {
    double level = initial * spending.of(clock + 1);
    for (int j = 0; j < count; j++) {
      level += (j == 0 ? alpha - initial : alpha) * spending.of(clock + 1 - times[j]);
    }
    return level;
  }

  void tick() {
    clock++;
  }

  void reject() {
    if (count == MOST) {
      System.arraycopy(times, 2, times, 1, MOST - 2);
      count--;
    }
    times[count++] = clock;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(clock);
    out.writeInt(count);
    for (int j = 0; j < count; j++) {
      out.writeLong(times[j]);
    }
  }

  void readFrom(DataInput in) throws IOException {
    clock = in.readLong();
    count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("rejections: " + count + " (expected: 0.." + MOST + ")");
    }
    for (int j = 0; j < count; j++) {
      times[j] = in.readLong();
    }
  }
}
