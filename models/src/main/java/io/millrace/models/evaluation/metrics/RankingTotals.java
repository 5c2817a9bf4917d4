package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the scores of each class rank the rows of that class against the rest; of yes and no, only
 * those of class 1.
 */
public final class RankingTotals implements MetricState<RankingTotals> {
  private static final int VERSION = 1;

  /** The only kind. */
  record Kind() implements StateKind<RankingTotals> {
    @Override
    public RankingTotals start() {
      return new RankingTotals();
    }

    @Override
    public RankingTotals read(DataInput in) throws IOException {
      StateKind.checkVersion("ranking totals", in.readByte(), VERSION);
      RankingTotals read = start();
      read.classes = new ScoreCounts[in.readInt()];
      for (int c = 0; c < read.classes.length; c++) {
        read.classes[c] = ScoreCounts.read(in);
      }
      return read;
    }
  }

  static final StateKind<RankingTotals> KIND = new Kind();

  private ScoreCounts[] classes = {};

  private RankingTotals() {}

  @Override
  public void add(Evaluated rows, int from, int to) {
    if (from >= to) {
      return;
    }
    double[][] predictions = rows.predictions();
    grow(predictions.length);
    for (int output = 0; output < predictions.length; output++) {
      int positive = predictions.length == 1 ? 1 : output;
      ScoreCounts counts = classes[output];
      double[] scores = predictions[output];
      for (int row = from; row < to; row++) {
        counts.add(scores[row], rows.weights()[row], rows.labels()[row] == positive);
      }
    }
  }

  private void grow(int wanted) {
    if (wanted == classes.length) {
      return;
    }
    if (classes.length > 0) {
      throw new IllegalArgumentException(
          "outputs: " + wanted + " (expected: " + classes.length + ", as in the rows before)");
    }
    classes = new ScoreCounts[wanted];
    for (int c = 0; c < wanted; c++) {
      classes[c] = new ScoreCounts();
    }
  }

  /** A figure of one class, NaN if it is not defined. */
  interface Figure {
    double of(ScoreCounts.Ranked ranked);
  }

  /**
   * The figure of the only class, or the average over classes; a class of which there are no rows,
   * or no others, is left out.
   */
  double value(Averaging averaging, Figure figure) {
    if (averaging == Averaging.MICRO && classes.length > 1) {
      ScoreCounts together = new ScoreCounts();
      for (ScoreCounts counts : classes) {
        together.merge(counts);
      }
      return together.isValid() ? figure.of(together.ranked()) : Double.NaN;
    }
    double sum = 0;
    double weights = 0;
    for (ScoreCounts counts : classes) {
      if (!counts.isValid()) {
        return Double.NaN;
      }
      ScoreCounts.Ranked ranked = counts.ranked();
      double value = figure.of(ranked);
      if (!Double.isNaN(value)) {
        double weight = averaging == Averaging.WEIGHTED ? ranked.positives() : 1;
        sum += weight * value;
        weights += weight;
      }
    }
    return sum / weights;
  }

  /** Whether scores that are close count as equal, so that figures have an error. */
  boolean isBinned() {
    boolean binned = false;
    for (ScoreCounts counts : classes) {
      binned |= counts.isBinned();
    }
    return binned;
  }

  @Override
  public void merge(RankingTotals other) {
    if (other.classes.length == 0) {
      return;
    }
    grow(other.classes.length);
    for (int c = 0; c < classes.length; c++) {
      classes[c].merge(other.classes[c]);
    }
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(classes.length);
    for (ScoreCounts counts : classes) {
      counts.writeTo(out);
    }
  }
}
