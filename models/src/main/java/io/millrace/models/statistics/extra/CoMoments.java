package io.millrace.models.statistics.extra;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Means, squared deviations and co-deviations of pairs of numbers, merged pairwise: Chan, Golub and
 * LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
final class CoMoments {
  private long count;
  private double meanX;
  private double meanY;
  private double squaresX;
  private double squaresY;
  private double products;

  long count() {
    return count;
  }

  /** The population covariance. */
  double covariance() {
    return products / count;
  }

  boolean bothVary() {
    return squaresX > 0 && squaresY > 0;
  }

  double correlation() {
    return products / Math.sqrt(squaresX) / Math.sqrt(squaresY);
  }

  /** Adds the pairs, row by row, in which neither number is NaN. */
  void add(double[] x, double[] y) {
    long n = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        n++;
        sumX += x[i];
        sumY += y[i];
      }
    }
    if (n == 0) {
      return;
    }
    CoMoments batch = new CoMoments();
    batch.count = n;
    batch.meanX = sumX / n;
    batch.meanY = sumY / n;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        double dx = x[i] - batch.meanX;
        double dy = y[i] - batch.meanY;
        batch.squaresX += dx * dx;
        batch.squaresY += dy * dy;
        batch.products += dx * dy;
      }
    }
    merge(batch);
  }

  void merge(CoMoments other) {
    if (other.count == 0) {
      return;
    }
    long total = count + other.count;
    double dx = other.meanX - meanX;
    double dy = other.meanY - meanY;
    double share = (double) other.count / total;
    squaresX += other.squaresX + dx * dx * count * share;
    squaresY += other.squaresY + dy * dy * count * share;
    products += other.products + dx * dy * count * share;
    meanX += dx * share;
    meanY += dy * share;
    count = total;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeDouble(meanX);
    out.writeDouble(meanY);
    out.writeDouble(squaresX);
    out.writeDouble(squaresY);
    out.writeDouble(products);
  }

  static CoMoments readFrom(DataInput in) throws IOException {
    CoMoments moments = new CoMoments();
    moments.count = in.readLong();
    moments.meanX = in.readDouble();
    moments.meanY = in.readDouble();
    moments.squaresX = in.readDouble();
    moments.squaresY = in.readDouble();
    moments.products = in.readDouble();
    return moments;
  }
}
