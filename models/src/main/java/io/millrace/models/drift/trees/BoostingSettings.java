package io.millrace.models.drift.trees;

/**
 * How trees are boosted.
 *
 * @param trees how many, 1 or more
 * @param depth splits from the root to a leaf, 1..8; 1 for stumps
 * @param learningRate what a tree counts, above 0, at most 1
 * @param leafRows the rows that a leaf has at least, 1 or more
 * @param regularization λ, what is added to the sum of second derivatives of a leaf; 0 or more
 * @param bins the most bins of a column, 2..255
 */
public record BoostingSettings(
    int trees, int depth, double learningRate, int leafRows, double regularization, int bins) {

  /** 100 trees of depth 3 with a learning rate of 0.1, leaves of 20 rows, λ = 1, 64 bins. */
  public static final BoostingSettings DEFAULT = new BoostingSettings(100, 3, 0.1, 20, 1, 64);

  public BoostingSettings {
    require(trees >= 1, "trees", trees, "1 or more");
    require(depth >= 1 && depth <= 8, "depth", depth, "1..8");
    require(
        learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "above 0, at most 1");
    require(leafRows >= 1, "leafRows", leafRows, "1 or more");
    require(regularization >= 0, "regularization", regularization, "0 or more");
    require(bins >= 2 && bins <= 255, "bins", bins, "2..255");
  }

  private static void require(boolean holds, String name, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
