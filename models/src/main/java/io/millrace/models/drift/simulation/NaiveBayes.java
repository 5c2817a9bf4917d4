package io.millrace.models.drift.simulation;

import io.millrace.models.drift.streams.LabelledStream;

/**
 * A naive Bayes classifier that learns row by row: counts of nominal values, smoothed by one, and
 * normal densities of numeric ones. Only there to make errors for detectors to watch.
 */
final class NaiveBayes {
  private static final double LEAST_VARIANCE = 1e-9;

  private final int classes;
  private final int attributes;
  private final int[] values;
  private final double[] counts;
  // By class and attribute: the mean and sum of squares of a number, or the counts of its values.
  private final double[][] means;
  private final double[][] squares;
  private final double[][][] nominal;
  private double rows;

  NaiveBayes(LabelledStream stream) {
    classes = stream.classes();
    attributes = stream.attributes();
    values = new int[attributes];
    counts = new double[classes];
    means = new double[classes][attributes];
    squares = new double[classes][attributes];
    nominal = new double[classes][attributes][];
    for (int i = 0; i < attributes; i++) {
      values[i] = stream.values(i);
      for (int label = 0; label < classes; label++) {
        nominal[label][i] = new double[values[i]];
      }
    }
  }

  /** The likeliest class; 0 before any row. */
  int predict(double[] row) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < classes; label++) {
      double score = counts[label] == 0 ? Double.NEGATIVE_INFINITY : logPosterior(label, row);
      if (score > highest) {
        highest = score;
        best = label;
      }
    }
    return best;
  }

  private double logPosterior(int label, double[] row) {
    double score = Math.log(counts[label] / rows);
    for (int i = 0; i < attributes; i++) {
      if (values[i] > 0) {
        double count = nominal[label][i][(int) row[i]];
        score += Math.log((count + 1) / (counts[label] + values[i]));
      } else {
        double variance =
            Math.max(LEAST_VARIANCE, squares[label][i] / Math.max(1, counts[label] - 1));
        double distance = row[i] - means[label][i];
        score -= (distance * distance / variance + Math.log(variance)) / 2;
      }
    }
    return score;
  }

  void learn(double[] row, int label) {
    rows++;
    counts[label]++;
    for (int i = 0; i < attributes; i++) {
      if (values[i] > 0) {
        nominal[label][i][(int) row[i]]++;
      } else {
        double distance = row[i] - means[label][i];
        means[label][i] += distance / counts[label];
        squares[label][i] += distance * (row[i] - means[label][i]);
      }
    }
  }
}
