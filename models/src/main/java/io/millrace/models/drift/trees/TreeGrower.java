package io.millrace.models.drift.trees;

import java.util.Arrays;

/**
 * Grows trees level by level on first and second derivatives of a loss. A split is the one of the
 * highest gain, G²/(H + λ) of both sides less that of the whole, and a leaf is −G/(H + λ): Chen and
 * Guestrin, "XGBoost" (KDD 2016), section 2. Of equal gains the first feature and lowest bin wins,
 * so that the same rows give the same tree. Missing values go to the side that gains more.
 */
final class TreeGrower {
  private static final double LEAST_GAIN = 1e-12;

  private final FeatureBins bins;
  private final BoostingSettings settings;
  private final int[] nodes;
  private final double[] gradients = new double[256];
  private final double[] curvatures = new double[256];
  private final int[] counts = new int[256];

  // The node at hand, and the best split of it so far.
  private int nodeRows;
  private double nodeGradient;
  private double nodeCurvature;
  private double bestGain;
  private int bestFeature;
  private int bestBin;
  private boolean bestMissingLeft;

  TreeGrower(FeatureBins bins, BoostingSettings settings) {
    this.bins = bins;
    this.settings = settings;
    this.nodes = new int[bins.rows()];
  }

  /** Grows a tree; afterwards {@link #node} tells each row's leaf. */
  RegressionTree grow(double[] gradient, double[] curvature) {
    int size = (1 << (settings.depth() + 1)) - 1;
    int[] features = new int[size];
    double[] thresholds = new double[size];
    boolean[] missingLeft = new boolean[size];
    double[] values = new double[size];
    Arrays.fill(features, -1);
    Arrays.fill(nodes, 0);
    int[][] rows = new int[size][];
    rows[0] = new int[bins.rows()];
    Arrays.setAll(rows[0], row -> row);
    for (int node = 0; node < size; node++) {
      if (rows[node] == null) {
        continue;
      }
      double total = sum(gradient, rows[node]);
      double curved = sum(curvature, rows[node]);
      values[node] = -total / (curved + settings.regularization());
      if (2 * node + 2 < size && findSplit(rows[node], gradient, curvature, total, curved)) {
        features[node] = bestFeature;
        thresholds[node] = bins.upperEdge(bestFeature, bestBin);
        missingLeft[node] = bestMissingLeft;
        split(rows, node);
      }
      rows[node] = null;
    }
    return new RegressionTree(features, thresholds, missingLeft, values);
  }

  /** The leaf in which a training row ended. */
  int node(int row) {
    return nodes[row];
  }

  private static double sum(double[] of, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += of[row];
    }
    return sum;
  }

  private boolean findSplit(
      int[] rows, double[] gradient, double[] curvature, double total, double curved) {
    nodeRows = rows.length;
    nodeGradient = total;
    nodeCurvature = curved;
    bestGain = LEAST_GAIN;
    bestFeature = -1;
    for (int feature = 0; feature < bins.features(); feature++) {
      int count = bins.count(feature);
      Arrays.fill(gradients, 0, count, 0);
      Arrays.fill(curvatures, 0, count, 0);
      Arrays.fill(counts, 0, count, 0);
      for (int row : rows) {
        int bin = bins.bin(feature, row);
        gradients[bin] += gradient[row];
        curvatures[bin] += curvature[row];
        counts[bin]++;
      }
      scan(feature, false);
      if (counts[0] > 0) {
        scan(feature, true);
      }
    }
    return bestFeature >= 0;
  }

  /** Tries the splits after each bin, with the missing values on one side. */
  private void scan(int feature, boolean missingLeft) {
    double left = missingLeft ? gradients[0] : 0;
    double leftCurved = missingLeft ? curvatures[0] : 0;
    int leftRows = missingLeft ? counts[0] : 0;
    for (int bin = 0; bin < bins.count(feature) - 1; bin++) {
      if (bin > 0) {
        left += gradients[bin];
        leftCurved += curvatures[bin];
        leftRows += counts[bin];
      }
      if (leftRows < settings.leafRows() || nodeRows - leftRows < settings.leafRows()) {
        continue;
      }
      double gain =
          score(left, leftCurved)
              + score(nodeGradient - left, nodeCurvature - leftCurved)
              - score(nodeGradient, nodeCurvature);
      if (gain > bestGain) {
        bestGain = gain;
        bestFeature = feature;
        bestBin = bin;
        bestMissingLeft = missingLeft;
      }
    }
  }

  private double score(double gradient, double curvature) {
    double divisor = curvature + settings.regularization();
    return divisor > 0 ? gradient * gradient / divisor : 0;
  }

  private void split(int[][] rows, int node) {
    int[] left = new int[rows[node].length];
    int[] right = new int[rows[node].length];
    int lefts = 0;
    int rights = 0;
    for (int row : rows[node]) {
      int bin = bins.bin(bestFeature, row);
      boolean goesLeft = bin == 0 ? bestMissingLeft : bin <= bestBin;
      nodes[row] = 2 * node + (goesLeft ? 1 : 2);
      if (goesLeft) {
        left[lefts++] = row;
      } else {
        right[rights++] = row;
      }
    }
    rows[2 * node + 1] = Arrays.copyOf(left, lefts);
    rows[2 * node + 2] = Arrays.copyOf(right, rights);
  }
}
