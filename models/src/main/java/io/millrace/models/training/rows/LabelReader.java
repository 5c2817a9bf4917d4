package io.millrace.models.training.rows;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.RowLabels;
import java.util.Arrays;
import java.util.List;

/** Finds the rows that can be learnt from, with their labels and weights. */
public final class LabelReader {
  private final String label;
  private final Objective objective;
  private final Weighting weighting;
  private final double[] classWeights;

  /**
   * @param label name of the label's column
   */
  public LabelReader(String label, Objective objective, Weighting weighting) {
    this.label = label;
    this.objective = objective;
    this.weighting = weighting;
    List<String> classes = objective.classNames();
    classWeights = new double[classes.size()];
    for (int i = 0; i < classWeights.length; i++) {
      classWeights[i] = weighting.classes().getOrDefault(classes.get(i), 1.0);
    }
  }

  /**
   * The rows of a batch whose label and weight are usable.
   *
   * @throws IllegalArgumentException when the label's or the weight's column is absent or of a type
   *     that it cannot have
   */
  public LabelledRows read(ColumnBatch batch) {
    RowLabels labels = objective.labels(label, column(batch, label));
    RowLabels weights = weights(batch);
    int[] usable = new int[batch.rows()];
    double[] found = new double[batch.rows()];
    double[] counts = new double[batch.rows()];
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double value = labels.at(row);
      double weight = weights.at(row);
      boolean fits = weight >= 0 && weight < Double.POSITIVE_INFINITY;
      if (!Double.isNaN(value) && fits) {
        found[count] = value;
        counts[count] = classWeights.length == 0 ? weight : weight * classWeights[(int) value];
        usable[count++] = row;
      }
    }
    return new LabelledRows(
        count == batch.rows() ? batch : batch.select(usable, count),
        Arrays.copyOf(found, count),
        Arrays.copyOf(counts, count),
        batch.rows() - count);
  }

  private RowLabels weights(ColumnBatch batch) {
    String name = weighting.column();
    if (name == null) {
      return row -> 1;
    }
    Column column = column(batch, name);
    if (column instanceof FloatColumn floats) {
      return row -> hasOne(column, row) ? floats.value(column.valueStart(row)) : Double.NaN;
    }
    if (column instanceof IntColumn ints) {
      return row -> hasOne(column, row) ? ints.value(column.valueStart(row)) : Double.NaN;
    }
    throw new IllegalArgumentException(
        "weight " + name + ": " + column.type() + " (expected: FLOAT or INT)");
  }

  private static boolean hasOne(Column column, int row) {
    return column.valueEnd(row) - column.valueStart(row) == 1;
  }

  private static Column column(ColumnBatch batch, String name) {
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
}
