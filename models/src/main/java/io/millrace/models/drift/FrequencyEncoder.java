package io.millrace.models.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes rows of numbers of rows of any columns: numbers stay as they are, NaN where they are
 * missing; a category becomes its share in the reference, 0 if the reference has it not. Of several
 * values the first counts. Not thread-safe.
 */
public final class FrequencyEncoder {
  private final GridFeature[] features;
  private final ColumnCounter[] counters;
  private final long[][] counts;
  private final double rows;

  /**
   * @param reference what shares are taken of
   */
  public FrequencyEncoder(GridCounts reference) {
    this(reference, Set.of());
  }

  /**
   * @param without features of the grid that are left out
   */
  public FrequencyEncoder(GridCounts reference, Set<String> without) {
    FeatureGrid grid = reference.grid();
    int[] kept =
        IntStream.range(0, grid.size())
            .filter(i -> !without.contains(grid.feature(i).name()))
            .toArray();
    this.features = new GridFeature[kept.length];
    this.counters = new ColumnCounter[kept.length];
    this.counts = new long[kept.length][];
    this.rows = Math.max(1, reference.rows());
    for (int i = 0; i < kept.length; i++) {
      features[i] = grid.feature(kept[i]);
      counters[i] = features[i].counter();
      counts[i] = reference.counts(kept[i]);
    }
  }

  /** The row of numbers, by feature of the grid. */
  public double[] encode(ColumnBatch batch, int row) {
    double[] encoded = new double[counters.length];
    for (int i = 0; i < encoded.length; i++) {
      Column column = batch.column(features[i].name());
      encoded[i] =
          column == null || column.valueStart(row) == column.valueEnd(row)
              ? missing(i)
              : encode(i, column, column.valueStart(row));
    }
    return encoded;
  }

  private double missing(int feature) {
    return features[feature] instanceof NumericFeature
        ? Double.NaN
        : share(feature, GridFeature.MISSING);
  }

  private double encode(int feature, Column column, int position) {
    return features[feature] instanceof NumericFeature
        ? NumberCounter.value(column, position)
        : share(feature, counters[feature].bin(column, position));
  }

  private double share(int feature, int bin) {
    return counts[feature][bin] / rows;
  }
}
