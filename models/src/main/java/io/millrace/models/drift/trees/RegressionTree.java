package io.millrace.models.drift.trees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A binary tree in arrays: node i has the children 2i + 1 and 2i + 2; a node with the feature -1 is
 * a leaf. A row goes left where its value is at most the threshold, or is missing and the node says
 * so.
 */
final class RegressionTree {
  private static final int MOST_NODES = 511;

  private final int[] features;
  private final double[] thresholds;
  private final boolean[] missingLeft;
  private final double[] values;

  RegressionTree(int[] features, double[] thresholds, boolean[] missingLeft, double[] values) {
    this.features = features;
    this.thresholds = thresholds;
    this.missingLeft = missingLeft;
    this.values = values;
  }

  double predict(double[] row) {
    int node = 0;
    while (features[node] >= 0) {
      double value = row[features[node]];
      boolean left = Double.isNaN(value) ? missingLeft[node] : value <= thresholds[node];
      node = 2 * node + (left ? 1 : 2);
    }
    return values[node];
  }

  double value(int node) {
    return values[node];
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeShort(features.length);
    for (int i = 0; i < features.length; i++) {
      out.writeInt(features[i]);
      out.writeDouble(thresholds[i]);
      out.writeBoolean(missingLeft[i]);
      out.writeDouble(values[i]);
    }
  }

  static RegressionTree readFrom(DataInput in, int ofFeatures) throws IOException {
    int nodes = in.readUnsignedShort();
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new IOException("nodes: " + nodes + " (expected: 1.." + MOST_NODES + ")");
    }
    int[] features = new int[nodes];
    double[] thresholds = new double[nodes];
    boolean[] missingLeft = new boolean[nodes];
    double[] values = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      features[i] = in.readInt();
      boolean hasChildren = 2 * i + 2 < nodes;
      if (features[i] >= ofFeatures || (features[i] >= 0 && !hasChildren)) {
        throw new IOException("feature of node " + i + ": " + features[i]);
      }
      thresholds[i] = in.readDouble();
      missingLeft[i] = in.readBoolean();
      values[i] = in.readDouble();
    }
    return new RegressionTree(features, thresholds, missingLeft, values);
  }
}
