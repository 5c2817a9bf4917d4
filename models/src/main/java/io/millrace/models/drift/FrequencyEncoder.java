package io.millrace.models.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;

/**
 * Makes rows of numbers of rows of any columns: numbers stay as they are, NaN where they are
 * missing; a category becomes its share in the reference, 0 if the reference has it not. Of several
 * values the first counts. Not thread-safe.
 */
public final class FrequencyEncoder {
  private final FeatureGrid grid;
  private final ColumnCounter[] counters;
  private final long[][] counts;
  private final double rows;

  /**
   * @param reference what shares are taken of
   */
  public FrequencyEncoder(GridCounts reference) {
    this.grid = reference.grid();
    this.counters = new ColumnCounter[grid.size()];
    this.counts = new long[grid.size()][];
    this.rows = Math.max(1, reference.rows());
    for (int i = 0; i < counters.length; i++) {
      counters[i] = grid.feature(i).counter();
      counts[i] = reference.counts(i);
    }
  }

  /** The row of numbers, by feature of the grid. */
  public double[] encode(ColumnBatch batch, int row) {
    double[] encoded = new double[counters.length];
    for (int i = 0; i < encoded.length; i++) {
      Column column = batch.column(grid.feature(i).name());
      encoded[i] =
          column == null || column.valueStart(row) == column.valueEnd(row)
              ? missing(i)
              : encode(i, column, column.valueStart(row));
    }
    return encoded;
  }

  private double missing(int feature) {
    return grid.feature(feature) instanceof NumericFeature
        ? Double.NaN
        : share(feature, GridFeature.MISSING);
  }

  private double encode(int feature, Column column, int position) {
    return grid.feature(feature) instanceof NumericFeature
        ? NumberCounter.value(column, position)
        : share(feature, counters[feature].bin(column, position));
  }

  private double share(int feature, int bin) {
    return counts[feature][bin] / rows;
  }
}
