package io.millrace.models.drift.trees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of small trees, each fitted to what the ones before it left. Friedman, "Greedy function
 * approximation: a gradient boosting machine" (Annals of Statistics 2001), with Newton steps. The
 * same rows in the same order give the same trees.
 */
public final class BoostedTrees {
  private static final int VERSION = 1;

  private final List<RegressionTree> trees;
  private final int features;
  private final double start;
  private final double learningRate;
  private final boolean probability;

  private BoostedTrees(
      List<RegressionTree> trees,
      int features,
      double start,
      double learningRate,
      boolean probability) {
    this.trees = trees;
    this.features = features;
    this.start = start;
    this.learningRate = learningRate;
    this.probability = probability;
  }

  /**
   * Fits numbers by least squares.
   *
   * @param columns by feature, then row; NaN is missing
   * @param targets by row, finite
   */
  public static BoostedTrees regression(
      double[][] columns, double[] targets, BoostingSettings settings) {
    double mean = Arrays.stream(targets).average().orElse(0);
    return fit(columns, targets, mean, false, settings);
  }

  /**
   * Fits the probability of a class by log loss.
   *
   * @param columns by feature, then row; NaN is missing
   * @param positive by row, whether it is of the class; both kinds have to occur
   */
  public static BoostedTrees classification(
      double[][] columns, boolean[] positive, BoostingSettings settings) {
    double[] targets = new double[positive.length];
    for (int row = 0; row < targets.length; row++) {
      targets[row] = positive[row] ? 1 : 0;
    }
    double share = Arrays.stream(targets).average().orElse(0);
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "share of the class: " + share + " (expected: above 0, below 1)");
    }
    return fit(columns, targets, Math.log(share / (1 - share)), true, settings);
  }

  private static BoostedTrees fit(
      double[][] columns,
      double[] targets,
      double start,
      boolean probability,
      BoostingSettings settings) {
    if (targets.length == 0) {
      throw new IllegalArgumentException("rows: 0 (expected: 1 or more)");
    }
    for (double[] column : columns) {
      if (column.length != targets.length) {
        throw new IllegalArgumentException(
            "rows of a column: " + column.length + " (expected: " + targets.length + ")");
      }
    }
    FeatureBins bins = new FeatureBins(columns, settings.bins());
    TreeGrower grower = new TreeGrower(bins, settings);
    double[] scores = new double[targets.length];
    double[] gradient = new double[targets.length];
    double[] curvature = new double[targets.length];
    Arrays.fill(scores, start);
    List<RegressionTree> trees = new ArrayList<>();
    for (int i = 0; i < settings.trees(); i++) {
      for (int row = 0; row < targets.length; row++) {
        double fitted = probability ? logistic(scores[row]) : scores[row];
        gradient[row] = fitted - targets[row];
        curvature[row] = probability ? fitted * (1 - fitted) : 1;
      }
      RegressionTree tree = grower.grow(gradient, curvature);
      trees.add(tree);
      for (int row = 0; row < targets.length; row++) {
        scores[row] += settings.learningRate() * tree.value(grower.node(row));
      }
    }
    return new BoostedTrees(trees, columns.length, start, settings.learningRate(), probability);
  }

  /** The number, or the probability of the class, of a row by feature. */
  public double predict(double[] row) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          "features: " + row.length + " (expected: " + features + ")");
    }
    double score = start;
    for (int i = 0; i < trees.size(); i++) {
      score += learningRate * trees.get(i).predict(row);
    }
    return probability ? logistic(score) : score;
  }

  /** Writes the trees, for {@link #readFrom}. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(features);
    out.writeDouble(start);
    out.writeDouble(learningRate);
    out.writeBoolean(probability);
    out.writeInt(trees.size());
    for (RegressionTree tree : trees) {
      tree.writeTo(out);
    }
  }

  /** The trees that {@link #writeTo} wrote. */
  public static BoostedTrees readFrom(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("trees, version: " + version + " (expected: " + VERSION + ")");
    }
    int features = in.readInt();
    double start = in.readDouble();
    double learningRate = in.readDouble();
    boolean probability = in.readBoolean();
    List<RegressionTree> trees = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      trees.add(RegressionTree.readFrom(in, features));
    }
    return new BoostedTrees(trees, features, start, learningRate, probability);
  }

  private static double logistic(double score) {
    return 1 / (1 + Math.exp(-score));
  }
}
