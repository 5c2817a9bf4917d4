package io.millrace.models.training;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Regression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that can be learnt from, with what is to be learnt and how much each row counts.
 *
 * @param batches the rows whose label is usable
 * @param count how many they are
 * @param unusable how many others there were
 * @param labels the transformed labels, of mean 0 and deviation 1
 * @param weights how much each row counts, 1 in the mean
 * @param mean of the transformed labels
 * @param deviation of the transformed labels
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingRows(
    List<ColumnBatch> batches,
    int count,
    int unusable,
    float[] labels,
    float[] weights,
    double mean,
    double deviation) {

  static TrainingRows of(List<ColumnBatch> rows, String labelColumn, TrainingSpec spec) {
    LabelTransform label = ((Regression) spec.objective()).labelTransform();
    List<ColumnBatch> batches = new ArrayList<>();
    int total = 0;
    for (ColumnBatch batch : rows) {
      total += batch.rows();
    }
    double[] labels = new double[total];
    long[] times = new long[total];
    int count = 0;
    for (ColumnBatch batch : rows) {
      Column column = column(batch, labelColumn);
      if (!(column instanceof FloatColumn values)) {
        throw new IllegalArgumentException(
            "label " + labelColumn + ": " + column.type() + " (expected: FLOAT)");
      }
      int[] usable = new int[batch.rows()];
      int found = 0;
      for (int row = 0; row < batch.rows(); row++) {
        int position = column.valueStart(row);
        if (column.valueEnd(row) - position == 1 && label.accepts(values.value(position))) {
          labels[count] = label.apply(values.value(position));
          times[count++] = batch.eventTime(row);
          usable[found++] = row;
        }
      }
      if (found > 0) {
        batches.add(found == batch.rows() ? batch : batch.select(usable, found));
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "label " + labelColumn + ": usable in none of " + total + " rows (expected: in some)");
    }
    double mean = mean(labels, count);
    double deviation = deviation(labels, count, mean);
    float[] standardised = new float[count];
    for (int i = 0; i < count; i++) {
      standardised[i] = (float) ((labels[i] - mean) / deviation);
    }
    float[] weights = weights(times, count, spec.weighting().recencyHalfLife());
    return new TrainingRows(batches, count, total - count, standardised, weights, mean, deviation);
  }

  /** The batch's column of that name, which must be there. */
  static Column column(ColumnBatch batch, String name) {
    Column column = batch.column(name);
    if (column == null) {
      throw new IllegalArgumentException(
          "column " + name + ": absent (expected: in every batch of training rows)");
    }
    if (column.isNested()) {
      throw new IllegalArgumentException(
          "column " + name + ": nested (expected: one value a row, or none)");
    }
    return column;
  }

  private static double mean(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  private static double deviation(double[] values, int count, double mean) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double deviation = Math.sqrt(squares / count);
    return deviation > 0 ? deviation : 1;
  }

  /** 0.5^(age / half-life), made 1 in the mean. */
  private static float[] weights(long[] times, int count, @Nullable Duration halfLife) {
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    if (halfLife == null) {
      return weights;
    }
    // One clock gone wrong must not make all other rows old, so the newest is the 99.9 % quantile.
    long[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    long newest = sorted[(int) (0.999 * (count - 1))];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double age =
          (double) Math.max(0, newest - times[i]) / Math.max(1.0, (double) halfLife.toMillis());
      weights[i] = (float) Math.pow(0.5, age);
      sum += weights[i];
    }
    for (int i = 0; i < count; i++) {
      weights[i] *= (float) (count / sum);
    }
    return weights;
  }
}
