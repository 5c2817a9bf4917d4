package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Weight, mean and sum of squared deviations of finite numbers, merged pairwise: Chan, Golub and
 * LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
final class Moments {
  private double weight;
  private double mean;
  private double squares;

  /** How many numbers there were, or what they weighed. */
  double weight() {
    return weight;
  }

  double mean() {
    return mean;
  }

  /** The population standard deviation; 0 for no numbers. */
  double standardDeviation() {
    return weight == 0 ? 0 : Math.sqrt(squares / weight);
  }

  /** Adds the first {@code size} numbers, all finite, whose sum is {@code sum}. */
  void add(double[] numbers, int size, double sum) {
    if (size == 0) {
      return;
    }
    double center = sum / size;
    double deviations = 0;
    for (int i = 0; i < size; i++) {
      double deviation = numbers[i] - center;
      deviations += deviation * deviation;
    }
    merge(size, center, deviations);
  }

  /** Adds the finite ones of the first {@code size} numbers; no weights means 1 each. */
  void addFinite(double[] numbers, double @Nullable [] weights, int size) {
    double total = 0;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      if (Double.isFinite(numbers[i])) {
        double w = weights == null ? 1 : weights[i];
        total += w;
        sum += w * numbers[i];
      }
    }
    if (total == 0) {
      return;
    }
    double center = sum / total;
    double deviations = 0;
    for (int i = 0; i < size; i++) {
      if (Double.isFinite(numbers[i])) {
        double deviation = numbers[i] - center;
        deviations += (weights == null ? 1 : weights[i]) * deviation * deviation;
      }
    }
    merge(total, center, deviations);
  }

  void merge(Moments other) {
    if (other.weight > 0) {
      merge(other.weight, other.mean, other.squares);
    }
  }

  private void merge(double more, double center, double deviations) {
    double total = weight + more;
    double delta = center - mean;
    mean += delta * more / total;
    squares += deviations + delta * delta * weight * more / total;
    weight = total;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(weight);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  static Moments readFrom(DataInput in) throws IOException {
    Moments moments = new Moments();
    moments.weight = in.readDouble();
    moments.mean = in.readDouble();
    moments.squares = in.readDouble();
    return moments;
  }
}
