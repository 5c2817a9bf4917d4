package io.millrace.models.evaluation.metrics;

import java.util.Arrays;

/**
 * Rows with their labels and what a model predicted: element {@code i} of every array belongs to
 * row {@code i}. Immutable by agreement: nobody writes into the arrays.
 *
 * @param labels the true values as the {@link Task} has them; NaN where a row has none
 * @param predictions one array an output: one for regression and for binary classification, one a
 *     class for several classes
 * @param weights how much each row counts; a row whose weight is not finite or not above zero does
 *     not count
 * @param keys a hash of each row's record id, which says in which resamples the row is
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evaluated(double[] labels, double[][] predictions, double[] weights, long[] keys) {

  public Evaluated {
    if (predictions.length == 0) {
      throw new IllegalArgumentException("predictions: no output (expected: at least one)");
    }
    for (double[] output : predictions) {
      checkLength("predictions", output.length, labels.length);
    }
    checkLength("weights", weights.length, labels.length);
    checkLength("keys", keys.length, labels.length);
  }

  /** Rows of weight 1 with one prediction each, known by their positions. */
  public static Evaluated of(double[] labels, double[] predictions) {
    return of(labels, new double[][] {predictions});
  }

  /** Rows of weight 1, known by their positions. */
  public static Evaluated of(double[] labels, double[][] predictions) {
    double[] weights = new double[labels.length];
    Arrays.fill(weights, 1);
    return new Evaluated(labels, predictions, weights, RowKeys.byPosition(labels.length));
  }

  public int rows() {
    return labels.length;
  }

  /** How many numbers a prediction has. */
  public int outputs() {
    return predictions.length;
  }

  /** Whether a row has a label and a weight to be counted with. */
  public boolean isUsable(int row, Task task) {
    return task.isLabel(labels[row], predictions.length)
        && weights[row] > 0
        && weights[row] < Double.POSITIVE_INFINITY;
  }

  /** The same rows with other weights. */
  public Evaluated withWeights(double[] other) {
    return new Evaluated(labels, predictions, other, keys);
  }

  /** The first {@code count} of these rows, in that order. */
  public Evaluated select(int[] rows, int count) {
    double[][] outputs = new double[predictions.length][];
    for (int output = 0; output < outputs.length; output++) {
      outputs[output] = select(predictions[output], rows, count);
    }
    long[] pickedKeys = new long[count];
    for (int i = 0; i < count; i++) {
      pickedKeys[i] = keys[rows[i]];
    }
    return new Evaluated(
        select(labels, rows, count), outputs, select(weights, rows, count), pickedKeys);
  }

  private static double[] select(double[] values, int[] rows, int count) {
    double[] picked = new double[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return picked;
  }

  private static void checkLength(String name, int length, int rows) {
    if (length != rows) {
      throw new IllegalArgumentException(
          name + ": " + length + " rows (expected: " + rows + ", as many as labels)");
    }
  }
}
