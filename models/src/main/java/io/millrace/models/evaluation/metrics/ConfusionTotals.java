package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The weight of rows by true and predicted class.
 *
 * <p>Of yes and no, class 1 is predicted where the probability is the threshold or more; of several
 * classes, the most probable one, the first of those equal. Rows with a prediction that is no
 * probability are counted apart.
 */
public final class ConfusionTotals implements MetricState<ConfusionTotals> {
  private static final int VERSION = 1;

  /**
   * Counts of predictions at a threshold.
   *
   * @param threshold for yes and no; has no effect on several classes
   */
  record Kind(double threshold) implements StateKind<ConfusionTotals> {
    @Override
    public ConfusionTotals start() {
      return new ConfusionTotals(threshold);
    }

    @Override
    public ConfusionTotals read(DataInput in) throws IOException {
      StateKind.checkVersion("confusion totals", in.readByte(), VERSION);
      ConfusionTotals read = start();
      read.grow(in.readInt());
      for (int i = 0; i < read.weights.length; i++) {
        read.weights[i] = in.readDouble();
      }
      read.invalid = in.readDouble();
      return read;
    }
  }

  private final double threshold;
  private int classes;
  // By true class, then predicted class.
  private double[] weights = {};
  private double invalid;

  private ConfusionTotals(double threshold) {
    this.threshold = threshold;
  }

  /** How many classes there are; 0 before the first row. */
  int classes() {
    return classes;
  }

  double weight(int trueClass, int predictedClass) {
    return weights[trueClass * classes + predictedClass];
  }

  /** Whether there are rows, and all of them have predictions that make sense. */
  boolean isDefined() {
    return classes > 0 && invalid == 0;
  }

  double total() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** The weight of rows that are of this class. */
  double labelled(int trueClass) {
    double sum = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      sum += weight(trueClass, predicted);
    }
    return sum;
  }

  /** The weight of rows for which this class was predicted. */
  double predicted(int predictedClass) {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += weight(label, predictedClass);
    }
    return sum;
  }

  @Override
  public void add(Evaluated rows, int from, int to) {
    if (from >= to) {
      return;
    }
    double[][] predictions = rows.predictions();
    grow(Math.max(2, predictions.length));
    for (int row = from; row < to; row++) {
      int predicted =
          predictions.length == 1
              ? yesOrNo(predictions[0][row], threshold)
              : mostProbable(predictions, row);
      if (predicted < 0) {
        invalid += rows.weights()[row];
      } else {
        int label = (int) rows.labels()[row];
        weights[label * classes + predicted] += rows.weights()[row];
      }
    }
  }

  private static int yesOrNo(double probability, double threshold) {
    if (!Probability.isOne(probability)) {
      return -1;
    }
    return probability >= threshold ? 1 : 0;
  }

  /** The class of the highest probability; -1 if one of them is none. */
  static int mostProbable(double[][] predictions, int row) {
    int best = 0;
    for (int output = 0; output < predictions.length; output++) {
      if (!Probability.isOne(predictions[output][row])) {
        return -1;
      }
      if (predictions[output][row] > predictions[best][row]) {
        best = output;
      }
    }
    return best;
  }

  private void grow(int wanted) {
    if (wanted == classes) {
      return;
    }
    if (classes > 0) {
      throw new IllegalArgumentException(
          "classes: " + wanted + " (expected: " + classes + ", as in the rows before)");
    }
    classes = wanted;
    weights = new double[wanted * wanted];
  }

  @Override
  public void merge(ConfusionTotals other) {
    if (other.classes == 0) {
      return;
    }
    grow(other.classes);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += other.weights[i];
    }
    invalid += other.invalid;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(classes);
    for (double weight : weights) {
      out.writeDouble(weight);
    }
    out.writeDouble(invalid);
  }
}
