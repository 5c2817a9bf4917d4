package io.millrace.pipelines.local;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.drift.FrequencyEncoder;
import io.millrace.models.drift.GridCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of data files that have a prediction, and a label if one is asked for, as numbers, in
 * memory. The rest is left out and counted.
 */
public final class PredictedRows {
  private final FrequencyEncoder encoder;
  private final String prediction;
  private final @Nullable String label;
  private final List<double[]> features = new ArrayList<>();
  private final List<Double> predictions = new ArrayList<>();
  private final List<Double> labels = new ArrayList<>();
  private long leftOut;

  private PredictedRows(GridCounts shares, String prediction, @Nullable String label) {
    this.encoder = new FrequencyEncoder(shares);
    this.prediction = prediction;
    this.label = label;
  }

  /**
   * Reads files; the order of the rows does not depend on the threads.
   *
   * @param shares the features, and how categories become numbers
   * @param prediction the column of predictions or scores
   * @param label the column of labels; null for files that have none yet
   */
  public static PredictedRows read(
      List<String> patterns,
      ReadOptions reading,
      int threads,
      GridCounts shares,
      String prediction,
      @Nullable String label)
      throws InputException {
    try {
      return DataFiles.open(patterns, reading, threads)
          .fold(
              threads,
              () -> new PredictedRows(shares, prediction, label),
              PredictedRows::add,
              PredictedRows::merge);
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  private void add(ColumnBatch batch) {
    Column predicted = column(batch, prediction);
    Column labelled = label == null ? null : column(batch, label);
    for (int row = 0; row < batch.rows(); row++) {
      double value = number(predicted, row);
      double truth = labelled == null ? 0 : number(labelled, row);
      if (Double.isFinite(value) && Double.isFinite(truth)) {
        features.add(encoder.encode(batch, row));
        predictions.add(value);
        labels.add(truth);
      } else {
        leftOut++;
      }
    }
  }

  private static Column column(ColumnBatch batch, String name) {
    Column column = batch.column(name);
    if (column instanceof FloatColumn || column instanceof IntColumn) {
      return column;
    }
    throw new IllegalArgumentException(
        name
            + ": "
            + (column == null ? "no such column" : column.type().toString())
            + " (expected: a column of numbers)");
  }

  private static double number(Column column, int row) {
    int at = column.valueStart(row);
    if (!column.isPresent(row) || at == column.valueEnd(row)) {
      return Double.NaN;
    }
    return column instanceof FloatColumn floats
        ? floats.value(at)
        : (double) ((IntColumn) column).value(at);
  }

  private PredictedRows merge(PredictedRows more) {
    features.addAll(more.features);
    predictions.addAll(more.predictions);
    labels.addAll(more.labels);
    leftOut += more.leftOut;
    return this;
  }

  public int rows() {
    return predictions.size();
  }

  /** The rows without a prediction, or without a label where one was asked for. */
  public long leftOut() {
    return leftOut;
  }

  /** By feature, then row, of the rows {@code from} (in) to {@code to} (out). */
  public double[][] features(int from, int to) {
    double[][] columns = new double[rows() == 0 ? 0 : features.get(0).length][to - from];
    for (int row = from; row < to; row++) {
      for (int i = 0; i < columns.length; i++) {
        columns[i][row - from] = features.get(row)[i];
      }
    }
    return columns;
  }

  public double[] predictions(int from, int to) {
    return predictions.subList(from, to).stream().mapToDouble(Double::doubleValue).toArray();
  }

  public double[] labels(int from, int to) {
    return labels.subList(from, to).stream().mapToDouble(Double::doubleValue).toArray();
  }
}
