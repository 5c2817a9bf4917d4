package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean and sum of squared deviations of finite numbers, merged pairwise: Chan, Golub and
 * LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
final class Moments {
  private long count;
  private double mean;
  private double squares;

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** The population standard deviation; 0 for no numbers. */
  double standardDeviation() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /** Adds the finite ones of the first {@code size} numbers. */
  void add(double[] numbers, int size) {
    long n = 0;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      if (Double.isFinite(numbers[i])) {
        sum += numbers[i];
        n++;
      }
    }
    if (n == 0) {
      return;
    }
    double center = sum / n;
    double deviations = 0;
    for (int i = 0; i < size; i++) {
      if (Double.isFinite(numbers[i])) {
        double deviation = numbers[i] - center;
        deviations += deviation * deviation;
      }
    }
    merge(n, center, deviations);
  }

  void merge(Moments other) {
    if (other.count > 0) {
      merge(other.count, other.mean, other.squares);
    }
  }

  private void merge(long n, double center, double deviations) {
    long total = count + n;
    double delta = center - mean;
    mean += delta * n / total;
    squares += deviations + delta * delta * count * n / total;
    count = total;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  static Moments readFrom(DataInput in) throws IOException {
    Moments moments = new Moments();
    moments.count = in.readLong();
    moments.mean = in.readDouble();
    moments.squares = in.readDouble();
    return moments;
  }
}
