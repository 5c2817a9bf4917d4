package io.millrace.models.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;

/**
 * Makes rows of numbers of rows of any columns: numbers stay as they are, NaN where they are
 * missing; a category becomes its share in the reference, 0 if the reference has it not. Of several
 * values the first counts. Not thread-safe.
 */
public final class RowEncoder {
  private final FeatureGrid grid;
  private final ColumnCounter[] counters;
  private final long[][] counts;
  private final double rows;

  /**
   * @param reference what shares are taken of
   */
  public RowEncoder(GridCounts reference) {
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
      boolean missing = column == null || column.valueStart(row) == column.valueEnd(row);
      if (grid.feature(i) instanceof NumericFeature) {
        encoded[i] = missing ? Double.NaN : NumberCounter.value(column, column.valueStart(row));
      } else {
        int bin = missing ? GridFeature.MISSING : counters[i].bin(column, column.valueStart(row));
        encoded[i] = counts[i][bin] / rows;
      }
    }
    return encoded;
  }
}
