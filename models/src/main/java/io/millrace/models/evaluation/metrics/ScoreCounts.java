package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weight of positive and of negative rows by score, for the figures that depend on how scores
 * rank: exact up to {@value #MOST_EXACT} rows, in bins beyond.
 *
 * <p>Bins are as fine near 0 and near 1 as scores are there: 128 in every halving of the score, or
 * of its distance from 1, down to 2⁻³¹. Scores of one bin count as equal. Which it is depends on
 * the number of rows alone, not on the order of merges.
 */
final class ScoreCounts {
  static final int MOST_EXACT = 8192;

  private static final int VERSION = 1;
  private static final int DROPPED_BITS = 45;
  private static final long LEAST_BITS = Double.doubleToRawLongBits(0x1p-31) >> DROPPED_BITS;
  // Below 2⁻³¹, thirty halvings of 128 bins, and one half itself.
  private static final int HALF = 2 + 30 * 128;
  private static final int BINS = 2 * HALF;

  /** Weights by score, in ascending order of different scores. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ranked(double[] positive, double[] negative) {
    double positives() {
      return sum(positive);
    }

    double negatives() {
      return sum(negative);
    }

    private static double sum(double[] weights) {
      double sum = 0;
      for (double weight : weights) {
        sum += weight;
      }
      return sum;
    }
  }

  private int size;
  private double[] scores = new double[16];
  // Above zero of a positive row, below zero of a negative one.
  private double[] weights = new double[16];
  private @Nullable Ranked bins;
  private boolean invalid;

  /** Adds a row; a score that is no probability makes everything undefined. */
  void add(double score, double weight, boolean positive) {
    if (!Probability.isOne(score)) {
      invalid = true;
      return;
    }
    if (bins == null && size == MOST_EXACT) {
      bin();
    }
    Ranked binned = bins;
    if (binned != null) {
      (positive ? binned.positive : binned.negative)[binOf(score)] += weight;
      return;
    }
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    scores[size] = score;
    weights[size++] = positive ? weight : -weight;
  }

  private void bin() {
    Ranked binned = new Ranked(new double[BINS], new double[BINS]);
    for (int i = 0; i < size; i++) {
      (weights[i] > 0 ? binned.positive : binned.negative)[binOf(scores[i])] +=
          Math.abs(weights[i]);
    }
    bins = binned;
    scores = new double[0];
    weights = new double[0];
  }

  static int binOf(double score) {
    return score < 0.5 ? place(score) : BINS - 1 - place(1 - score);
  }

  // The leading bits of a positive double order it: exponent, then seven bits of the fraction.
  private static int place(double distance) {
    return (int)
        Math.max(0, (Double.doubleToRawLongBits(distance) >> DROPPED_BITS) - LEAST_BITS + 1);
  }

  /** Whether every row had a score that makes sense. */
  boolean isValid() {
    return !invalid;
  }

  /** Whether scores of one bin count as equal. */
  boolean isBinned() {
    return bins != null;
  }

  Ranked ranked() {
    if (bins != null) {
      return bins;
    }
    double[] different = Arrays.copyOf(scores, size);
    Arrays.sort(different);
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || different[i] != different[count - 1]) {
        different[count++] = different[i];
      }
    }
    Ranked ranked = new Ranked(new double[count], new double[count]);
    for (int i = 0; i < size; i++) {
      int at = Arrays.binarySearch(different, 0, count, scores[i]);
      (weights[i] > 0 ? ranked.positive : ranked.negative)[at] += Math.abs(weights[i]);
    }
    return ranked;
  }

  void merge(ScoreCounts other) {
    invalid |= other.invalid;
    Ranked theirs = other.bins;
    if (theirs == null) {
      for (int i = 0; i < other.size; i++) {
        add(other.scores[i], Math.abs(other.weights[i]), other.weights[i] > 0);
      }
      return;
    }
    if (bins == null) {
      bin();
    }
    if (bins != null) {
      for (int b = 0; b < BINS; b++) {
        bins.positive[b] += theirs.positive[b];
        bins.negative[b] += theirs.negative[b];
      }
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(invalid);
    Ranked binned = bins;
    out.writeBoolean(binned != null);
    if (binned == null) {
      out.writeInt(size);
      for (int i = 0; i < size; i++) {
        out.writeDouble(scores[i]);
        out.writeDouble(weights[i]);
      }
      return;
    }
    for (int b = 0; b < BINS; b++) {
      out.writeDouble(binned.positive[b]);
      out.writeDouble(binned.negative[b]);
    }
  }

  static ScoreCounts read(DataInput in) throws IOException {
    StateKind.checkVersion("score counts", in.readByte(), VERSION);
    ScoreCounts read = new ScoreCounts();
    read.invalid = in.readBoolean();
    if (!in.readBoolean()) {
      read.size = in.readInt();
      read.scores = new double[Math.max(16, read.size)];
      read.weights = new double[Math.max(16, read.size)];
      for (int i = 0; i < read.size; i++) {
        read.scores[i] = in.readDouble();
        read.weights[i] = in.readDouble();
      }
      return read;
    }
    read.bin();
    Ranked binned = read.bins;
    for (int b = 0; binned != null && b < BINS; b++) {
      binned.positive[b] = in.readDouble();
      binned.negative[b] = in.readDouble();
    }
    return read;
  }
}
