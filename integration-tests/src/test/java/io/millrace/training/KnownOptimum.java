package io.millrace.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.features.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Clicks whose probability is known: logit p = −0.5 + Σ aᵢ xᵢ + x₀ x₁ / 2 + an effect of each of
 * three categories, of 10, 100 and 1000 values. No model can rank rows better than p itself.
 */
final class KnownOptimum {
  private static final int NUMBERS = 6;
  private static final int[] VOCABULARIES = {10, 100, 1000};
  private static final double[] SLOPES = {0.8, -0.5, 0.4, 0.3, -0.2, 0.1};
  private static final int SLICE = 4096;

  private KnownOptimum() {}

  /**
   * Rows with labels and their true probabilities.
   *
   * @param probabilities of a 1, a row each
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Clicks(List<ColumnBatch> batches, double[] probabilities, boolean[] labels) {}

  static List<FeatureSpec> features() {
    List<FeatureSpec> features = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      features.add(FeatureSpec.numeric("x" + i));
    }
    for (int i = 0; i < VOCABULARIES.length; i++) {
      features.add(FeatureSpec.category("c" + i, VOCABULARIES[i], 8));
    }
    return features;
  }

  static Clicks rows(int count, long seed) {
    double[][] effects = effects();
    List<Layout.Field> fields = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      fields.add(new Layout.Field("x" + i, ValueType.FLOAT));
    }
    for (int i = 0; i < VOCABULARIES.length; i++) {
      fields.add(new Layout.Field("c" + i, ValueType.STRING));
    }
    fields.add(new Layout.Field("click", ValueType.INT));
    Layout layout = new Layout(fields);
    Random random = new Random(seed);
    double[] probabilities = new double[count];
    boolean[] labels = new boolean[count];
    List<ColumnBatch> batches = new ArrayList<>();
    ColumnBatchBuilder builder = new ColumnBatchBuilder(layout, false);
    SourcePosition position = new SourcePosition("clicks", 0, 0);
    double[] x = new double[NUMBERS];
    for (int row = 0; row < count; row++) {
      double logit = -0.5;
      for (int i = 0; i < NUMBERS; i++) {
        x[i] = random.nextGaussian();
        builder.append(i, x[i]);
        logit += SLOPES[i] * x[i];
      }
      logit += x[0] * x[1] / 2;
      for (int i = 0; i < VOCABULARIES.length; i++) {
        int value = random.nextInt(VOCABULARIES[i]);
        builder.append(NUMBERS + i, ("v" + value).getBytes(StandardCharsets.UTF_8));
        logit += effects[i][value];
      }
      probabilities[row] = 1 / (1 + Math.exp(-logit));
      labels[row] = random.nextDouble() < probabilities[row];
      builder.append(NUMBERS + VOCABULARIES.length, labels[row] ? 1L : 0L);
      builder.endRow(new byte[] {1}, row, position, new byte[0]);
      if (builder.rows() == SLICE || row == count - 1) {
        batches.add(builder.build());
        builder = new ColumnBatchBuilder(layout, false);
      }
    }
    return new Clicks(batches, probabilities, labels);
  }

  /** The same for every seed of rows. */
  private static double[][] effects() {
    Random random = new Random(7);
    double[][] effects = new double[VOCABULARIES.length][];
    for (int i = 0; i < effects.length; i++) {
      effects[i] = new double[VOCABULARIES[i]];
      for (int value = 0; value < effects[i].length; value++) {
        effects[i][value] = 0.7 * random.nextGaussian();
      }
    }
    return effects;
  }

  /** The part of pairs of a 1 and a 0 that scores rank rightly: the area under the ROC curve. */
  static double auc(double[] scores, boolean[] labels) {
    Integer[] order = new Integer[scores.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
    double ranks = 0;
    long ones = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        if (labels[order[i]]) {
          ranks += (from + 1 + to) / 2.0;
          ones++;
        }
      }
      from = to;
    }
    long zeros = order.length - ones;
    return (ranks - ones * (ones + 1) / 2.0) / ((double) ones * zeros);
  }
}
