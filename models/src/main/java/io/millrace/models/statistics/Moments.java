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

  /** The sum of the first {@code size} numbers: of four sums, so that none waits for the last. */
  static double sum(double[] numbers, int size) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= size; i += 4) {
      sum0 += numbers[i];
      sum1 += numbers[i + 1];
      sum2 += numbers[i + 2];
      sum3 += numbers[i + 3];
    }
    for (; i < size; i++) {
      sum0 += numbers[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Likewise, the sum of squared deviations from {@code center}. */
  private static double squares(double[] numbers, int size, double center) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= size; i += 4) {
      double deviation0 = numbers[i] - center;
      double deviation1 = numbers[i + 1] - center;
      double deviation2 = numbers[i + 2] - center;
      double deviation3 = numbers[i + 3] - center;
      sum0 += deviation0 * deviation0;
      sum1 += deviation1 * deviation1;
      sum2 += deviation2 * deviation2;
      sum3 += deviation3 * deviation3;
    }
    for (; i < size; i++) {
      double deviation = numbers[i] - center;
      sum0 += deviation * deviation;
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Adds the first {@code size} numbers, all finite, whose sum is {@code sum}. */
  void add(double[] numbers, int size, double sum) {
    if (size == 0) {
      return;
    }
    double center = sum / size;
    merge(size, center, squares(numbers, size, center));
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
