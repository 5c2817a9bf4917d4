package io.millrace.models.statistics.extra;

/**
 * Estimates the mutual information of two variables in bits from a sample: of two numeric ones by
 * the second estimator of Kraskov, Stögbauer and Grassberger, "Estimating mutual information"
 * (2004), of a numeric and a categorical one by Ross, "Mutual information between discrete and
 * continuous data sets" (2014), of two categorical ones by their entropies. A numeric variable may
 * have several dimensions, compared by the largest difference.
 *
 * <p>Time grows with the square of the rows. Estimates are cut off at 0.
 */
final class KnnMutualInformation {
  private static final double LN_2 = Math.log(2);
  private static final double EULER_GAMMA = 0.5772156649015329;

  private final int neighbors;
  private final int rows;
  private final double[] digamma;
  private final double[] nearest;
  private final int[] nearestRows;

  /** An estimator for samples of this many rows, more than {@code neighbors}. */
  KnnMutualInformation(int neighbors, int rows) {
    if (rows <= neighbors) {
      throw new IllegalArgumentException("rows: " + rows + " (expected: > " + neighbors + ")");
    }
    this.neighbors = neighbors;
    this.rows = rows;
    this.nearest = new double[neighbors];
    this.nearestRows = new int[neighbors];
    this.digamma = new double[rows + 1];
    digamma[1] = -EULER_GAMMA;
    for (int n = 2; n <= rows; n++) {
      digamma[n] = digamma[n - 1] + 1.0 / (n - 1);
    }
  }

  /** Of two numeric variables, given by dimension and row. */
  double ofNumbers(double[][] x, double[][] y) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int found = 0;
      for (int other = 0; other < rows; other++) {
        if (other != row) {
          double limit = found < neighbors ? Double.POSITIVE_INFINITY : nearest[neighbors - 1];
          double distance = distance(y, row, other, distance(x, row, other, 0, limit), limit);
          found = keep(distance, other, found, neighbors);
        }
      }
      double radiusX = 0;
      double radiusY = 0;
      for (int i = 0; i < found; i++) {
        radiusX = distance(x, row, nearestRows[i], radiusX, Double.POSITIVE_INFINITY);
        radiusY = distance(y, row, nearestRows[i], radiusY, Double.POSITIVE_INFINITY);
      }
      sum -= digamma[within(x, row, radiusX)] + digamma[within(y, row, radiusY)];
    }
    return bits(sum / rows + digamma[neighbors] + digamma[rows] - 1.0 / neighbors);
  }

  /** Of a numeric variable and a categorical one, whose classes are numbered from 0. */
  double ofNumbersAndClasses(double[][] x, int[] classes) {
    int[] sizes = sizes(classes);
    double[][] kept = withoutSingles(x, classes, sizes);
    int size = kept[0].length;
    if (size == 0) {
      return 0;
    }
    int[] keptClasses = new int[size];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      if (sizes[classes[row]] > 1) {
        keptClasses[at++] = classes[row];
      }
    }
    double sum = 0;
    for (int row = 0; row < size; row++) {
      int k = Math.min(neighbors, sizes[keptClasses[row]] - 1);
      int found = 0;
      for (int other = 0; other < size; other++) {
        if (other != row && keptClasses[other] == keptClasses[row]) {
          double limit = found < k ? Double.POSITIVE_INFINITY : nearest[k - 1];
          found = keep(distance(kept, row, other, 0, limit), other, found, k);
        }
      }
      int inRadius = within(kept, row, nearest[k - 1]);
      sum += digamma[k] - digamma[sizes[keptClasses[row]]] - digamma[inRadius];
    }
    return bits(sum / size + digamma[size]);
  }

  /** The rows whose class has more than one: the others say nothing of distances. */
  private double[][] withoutSingles(double[][] x, int[] classes, int[] sizes) {
    int size = 0;
    for (int row = 0; row < rows; row++) {
      size += sizes[classes[row]] > 1 ? 1 : 0;
    }
    double[][] kept = new double[x.length][size];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      if (sizes[classes[row]] > 1) {
        for (int d = 0; d < x.length; d++) {
          kept[d][at] = x[d][row];
        }
        at++;
      }
    }
    return kept;
  }

  /** Of two categorical variables, whose classes are numbered from 0. */
  double ofClasses(int[] x, int[] y) {
    PairTally both = new PairTally();
    for (int row = 0; row < rows; row++) {
      both.add(x[row], y[row], 1, 0);
    }
    double[] joint = {0};
    both.forEach((a, b, count, weight) -> joint[0] += surprise(count));
    return Math.max(0, entropy(sizes(x)) + entropy(sizes(y)) - joint[0]);
  }

  private double entropy(int[] sizes) {
    double entropy = 0;
    for (int size : sizes) {
      entropy += size == 0 ? 0 : surprise(size);
    }
    return entropy;
  }

  private double surprise(long count) {
    double share = (double) count / rows;
    return -share * Math.log(share) / LN_2;
  }

  private static int[] sizes(int[] classes) {
    int most = 0;
    for (int c : classes) {
      most = Math.max(most, c);
    }
    int[] sizes = new int[most + 1];
    for (int c : classes) {
      sizes[c]++;
    }
    return sizes;
  }

  private static double bits(double nats) {
    return Math.max(0, nats / LN_2);
  }

  /** The largest difference, at least {@code least}; any number from the limit on if it is that. */
  private static double distance(double[][] x, int a, int b, double least, double limit) {
    double distance = least;
    for (int d = 0; d < x.length && distance < limit; d++) {
      distance = Math.max(distance, Math.abs(x[d][a] - x[d][b]));
    }
    return distance;
  }

  /** Puts a row among the nearest {@code most} if it belongs there; returns how many there are. */
  private int keep(double distance, int row, int found, int most) {
    if (found == most && distance >= nearest[most - 1]) {
      return found;
    }
    int at = Math.min(found, most - 1);
    while (at > 0 && nearest[at - 1] > distance) {
      nearest[at] = nearest[at - 1];
      nearestRows[at] = nearestRows[at - 1];
      at--;
    }
    nearest[at] = distance;
    nearestRows[at] = row;
    return Math.min(found + 1, most);
  }

  /** How many other rows are no farther than the radius, 1 or more. */
  private static int within(double[][] x, int row, double radius) {
    int count = 0;
    double above = Math.nextUp(radius);
    for (int other = 0; other < x[0].length; other++) {
      if (other != row && distance(x, row, other, 0, above) <= radius) {
        count++;
      }
    }
    return count;
  }
}
