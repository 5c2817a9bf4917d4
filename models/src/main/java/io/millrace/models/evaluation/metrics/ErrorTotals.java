package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Weighted sums of a regression's errors, {@code e = prediction - label}, and the labels' mean and
 * squared deviations from it.
 *
 * <p>The latter are merged as Chan, Golub and LeVeque do (The American Statistician 37, 1983): a
 * difference of plain sums cancels where labels are large and close together.
 */
public final class ErrorTotals implements MetricState<ErrorTotals> {
  private static final int VERSION = 1;

  /** The only kind. */
  record Kind() implements StateKind<ErrorTotals> {
    @Override
    public ErrorTotals start() {
      return new ErrorTotals();
    }

    @Override
    public ErrorTotals read(DataInput in) throws IOException {
      StateKind.checkVersion("error totals", in.readByte(), VERSION);
      ErrorTotals read = new ErrorTotals();
      read.weight = in.readDouble();
      read.errors = in.readDouble();
      read.absolute = in.readDouble();
      read.squared = in.readDouble();
      read.shareWeight = in.readDouble();
      read.shares = in.readDouble();
      read.labelMean = in.readDouble();
      read.labelSquares = in.readDouble();
      read.smallestLabel = in.readDouble();
      read.largestLabel = in.readDouble();
      return read;
    }
  }

  static final StateKind<ErrorTotals> KIND = new Kind();

  private double weight;
  private double errors;
  private double absolute;
  private double squared;
  private double shareWeight;
  private double shares;
  private double labelMean;
  private double labelSquares;
  private double smallestLabel = Double.POSITIVE_INFINITY;
  private double largestLabel = Double.NEGATIVE_INFINITY;

  private ErrorTotals() {}

  /** The sum of weights. */
  double weight() {
    return weight;
  }

  /** The sum of errors. */
  double errors() {
    return errors;
  }

  /** The sum of the errors' sizes. */
  double absolute() {
    return absolute;
  }

  /** The sum of squared errors. */
  double squared() {
    return squared;
  }

  /** The sum of weights of rows whose label is not zero. */
  double shareWeight() {
    return shareWeight;
  }

  /** The sum of {@code |e| / |label|} over rows whose label is not zero. */
  double shares() {
    return shares;
  }

  /** The sum of squared deviations of labels from their mean; 0 only if all are equal. */
  double labelSquares() {
    // The mean of equal labels may differ from them in the last bit.
    return smallestLabel < largestLabel ? labelSquares : 0;
  }

  @Override
  public void add(Evaluated rows, int from, int to) {
    double[] labels = rows.labels();
    double[] predictions = rows.predictions()[0];
    double[] weights = rows.weights();
    double addedWeight = 0;
    double labelSum = 0;
    for (int row = from; row < to; row++) {
      double w = weights[row];
      double label = labels[row];
      double error = predictions[row] - label;
      double size = Math.abs(error);
      addedWeight += w;
      labelSum += w * label;
      smallestLabel = Math.min(smallestLabel, label);
      largestLabel = Math.max(largestLabel, label);
      errors += w * error;
      absolute += w * size;
      squared += w * error * error;
      if (label != 0) {
        shareWeight += w;
        shares += w * (size / Math.abs(label));
      }
    }
    double mean = labelSum / addedWeight;
    double squares = 0;
    for (int row = from; row < to; row++) {
      double deviation = labels[row] - mean;
      squares += weights[row] * deviation * deviation;
    }
    mergeLabels(addedWeight, mean, squares);
  }

  @Override
  public void merge(ErrorTotals other) {
    errors += other.errors;
    absolute += other.absolute;
    squared += other.squared;
    shareWeight += other.shareWeight;
    shares += other.shares;
    smallestLabel = Math.min(smallestLabel, other.smallestLabel);
    largestLabel = Math.max(largestLabel, other.largestLabel);
    mergeLabels(other.weight, other.labelMean, other.labelSquares);
  }

  private void mergeLabels(double otherWeight, double otherMean, double otherSquares) {
    if (!(otherWeight > 0)) {
      return;
    }
    double total = weight + otherWeight;
    double shift = otherMean - labelMean;
    labelSquares += otherSquares + shift * shift * weight * (otherWeight / total);
    labelMean += shift * (otherWeight / total);
    weight = total;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(weight);
    out.writeDouble(errors);
    out.writeDouble(absolute);
    out.writeDouble(squared);
    out.writeDouble(shareWeight);
    out.writeDouble(shares);
    out.writeDouble(labelMean);
    out.writeDouble(labelSquares);
    out.writeDouble(smallestLabel);
    out.writeDouble(largestLabel);
  }
}
