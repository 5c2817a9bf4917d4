package io.millrace.models.drift.performance;

import io.millrace.models.drift.trees.BoostedTrees;
import io.millrace.models.drift.trees.BoostingSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DLE, direct loss estimation of a regression: boosted trees learn on a labelled reference what a
 * prediction costs, from the features and the prediction itself; the mean of what they predict for
 * rows without labels estimates the metric. That is NannyML's method, with trees of ours.
 *
 * <p>The bounds are three standard errors, from how far losses of the reference were from what
 * trees that had not seen them predicted (two folds).
 */
public final class DirectLossEstimator implements QualityEstimator {
  /** What has to hold, in words for people. */
  public static final String ASSUMPTION =
      "assumes that only the inputs drift: the same inputs cost what they cost in the reference; a"
          + " change of what the label is, given the inputs, cannot be seen without labels";

  private static final int VERSION = 1;
  private static final int LEAST_ROWS = 40;
  // The bins of sums: losses as they are expected, and as labels show them.
  private static final int EXPECTED = 0;
  private static final int REALISED = 1;

  private final RowLoss loss;
  private final BoostedTrees trees;
  private final double deviation;

  private DirectLossEstimator(RowLoss loss, BoostedTrees trees, double deviation) {
    this.loss = loss;
    this.trees = trees;
    this.deviation = deviation;
  }

  /**
   * Learns from a labelled reference; rows whose loss is not defined are left out.
   *
   * @param features by feature, then row; NaN is missing
   * @throws IllegalArgumentException if fewer than 40 rows have a loss
   */
  public static DirectLossEstimator fit(
      double[][] features, double[] predictions, double[] labels, RowLoss loss) {
    double[][] columns = withPredictions(features, predictions);
    double[] losses = new double[labels.length];
    int[] rows = new int[labels.length];
    int defined = 0;
    for (int row = 0; row < labels.length; row++) {
      double of = loss.of(labels[row], predictions[row]);
      if (Double.isFinite(of)) {
        rows[defined] = row;
        losses[defined++] = of;
      }
    }
    if (defined < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "rows with a loss: " + defined + " (expected: " + LEAST_ROWS + " or more)");
    }
    double[][] used = rows(columns, Arrays.copyOf(rows, defined));
    double[] targets = Arrays.copyOf(losses, defined);
    return new DirectLossEstimator(loss, trees(used, targets), deviationOfUnseen(used, targets));
  }

  private static BoostedTrees trees(double[][] columns, double[] targets) {
    return BoostedTrees.regression(columns, targets, BoostingSettings.DEFAULT);
  }

  /** The deviation of losses from what trees predict that learnt from the other half. */
  private static double deviationOfUnseen(double[][] columns, double[] targets) {
    double square = 0;
    for (int fold = 0; fold < 2; fold++) {
      int[] seen = everySecond(targets.length, 1 - fold);
      double[] seenTargets = rows(new double[][] {targets}, seen)[0];
      BoostedTrees trees = trees(rows(columns, seen), seenTargets);
      for (int row : everySecond(targets.length, fold)) {
        double difference = trees.predict(row(columns, row)) - targets[row];
        square += difference * difference;
      }
    }
    return Math.sqrt(square / targets.length);
  }

  private static int[] everySecond(int rows, int from) {
    int[] every = new int[(rows - from + 1) / 2];
    Arrays.setAll(every, i -> from + 2 * i);
    return every;
  }

  /**
   * The mean loss of rows without labels, and its root where that is a metric; empty without rows.
   *
   * @param features as those that were learnt from
   */
  public List<Estimate> estimate(double[][] features, double[] predictions) {
    if (predictions.length == 0) {
      return List.of();
    }
    double[][] columns = withPredictions(features, predictions);
    double sum = 0;
    for (int row = 0; row < predictions.length; row++) {
      sum += expectedLoss(row(columns, row));
    }
    return estimates(sum / predictions.length, predictions.length);
  }

  private double expectedLoss(double[] row) {
    return Math.max(0, trees.predict(row));
  }

  private List<Estimate> estimates(double mean, long rows) {
    double error = deviation / Math.sqrt((double) rows);
    double most = Double.POSITIVE_INFINITY;
    List<Estimate> estimates = new ArrayList<>();
    Estimate estimate = Estimate.of(loss.metric(), mean, error, 0, most, rows, ASSUMPTION);
    estimates.add(estimate);
    if (!loss.rootMetric().isEmpty()) {
      estimates.add(
          new Estimate(
              loss.rootMetric(),
              Math.sqrt(mean),
              Math.sqrt(estimate.lower()),
              Math.sqrt(estimate.upper()),
              rows,
              ASSUMPTION));
    }
    return estimates;
  }

  @Override
  public void add(BinnedSums sums, double[] features, double prediction) {
    if (Double.isFinite(prediction)) {
      double[] row = Arrays.copyOf(features, features.length + 1);
      row[features.length] = prediction;
      sums.add(EXPECTED, expectedLoss(row));
    }
  }

  @Override
  public void addLabelled(BinnedSums sums, double prediction, double label) {
    double of = loss.of(label, prediction);
    if (Double.isFinite(of)) {
      sums.add(REALISED, of);
    }
  }

  @Override
  public List<Estimate> estimate(BinnedSums sums) {
    long rows = sums.count(EXPECTED);
    return rows == 0 ? List.of() : estimates(sums.mean(EXPECTED), rows);
  }

  @Override
  public long labelled(BinnedSums sums) {
    return sums.count(REALISED);
  }

  @Override
  public Map<String, Double> realised(BinnedSums sums) {
    Map<String, Double> realised = new LinkedHashMap<>();
    if (labelled(sums) > 0) {
      realised.put(loss.metric(), sums.mean(REALISED));
      if (!loss.rootMetric().isEmpty()) {
        realised.put(loss.rootMetric(), Math.sqrt(sums.mean(REALISED)));
      }
    }
    return realised;
  }

  private static double[][] withPredictions(double[][] features, double[] predictions) {
    double[][] columns = Arrays.copyOf(features, features.length + 1);
    columns[features.length] = predictions;
    return columns;
  }

  private static double[][] rows(double[][] columns, int[] rows) {
    double[][] some = new double[columns.length][rows.length];
    for (int i = 0; i < columns.length; i++) {
      for (int row = 0; row < rows.length; row++) {
        some[i][row] = columns[i][rows[row]];
      }
    }
    return some;
  }

  private static double[] row(double[][] columns, int row) {
    double[] values = new double[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns[i][row];
    }
    return values;
  }

  /** Writes what was learnt, for {@link #readFrom}. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(loss.name());
    out.writeDouble(deviation);
    trees.writeTo(out);
  }

  /** The estimator that {@link #writeTo} wrote. */
  public static DirectLossEstimator readFrom(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("estimator, version: " + version + " (expected: " + VERSION + ")");
    }
    RowLoss loss = RowLoss.valueOf(in.readUTF());
    double deviation = in.readDouble();
    return new DirectLossEstimator(loss, BoostedTrees.readFrom(in), deviation);
  }
}
