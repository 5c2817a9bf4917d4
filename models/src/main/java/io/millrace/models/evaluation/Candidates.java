package io.millrace.models.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * The models that stand for promotion, on the same held-out rows: element {@code i} of every array
 * belongs to row {@code i}.
 *
 * @param labels the true values, in label units; NaN where a row has none
 * @param challenger the new model's predictions
 * @param champion the predictions of the version now serving; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Candidates(double[] labels, double[] challenger, double @Nullable [] champion) {

  // Not a compact constructor: javac 17 keeps no annotation on an array parameter of one.
  public Candidates(double[] labels, double[] challenger, double @Nullable [] champion) {
    checkLength("challenger", challenger, labels.length);
    if (champion != null) {
      checkLength("champion", champion, labels.length);
    }
    this.labels = labels;
    this.challenger = challenger;
    this.champion = champion;
  }

  static void checkLength(String name, double[] values, int rows) {
    if (values.length != rows) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " rows (expected: " + rows + ", as many as labels)");
    }
  }
}
