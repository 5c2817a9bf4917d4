package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;

/**
 * Chooses rows by chance that is no chance: by a hash of the row's id, or of its place in its
 * source where it has none. The same rows are chosen in whatever batches they come. Not by their
 * contents: rows that are alike would all be chosen or none of them.
 */
final class RowSample {
  private RowSample() {}

  /** The chosen rows of a batch: about {@code rate} of them, in (0, 1]. */
  static ColumnBatch of(ColumnBatch batch, double rate) {
    if (rate >= 1) {
      return batch;
    }
    int[] rows = new int[batch.rows()];
    int size = 0;
    for (int row = 0; row < rows.length; row++) {
      // The upper 53 bits, as a share of all.
      if ((hash(batch, row) >>> 11) * 0x1p-53 < rate) {
        rows[size++] = row;
      }
    }
    return batch.select(rows, size);
  }

  private static long hash(ColumnBatch batch, int row) {
    if (batch.hasIds()) {
      BytesColumn ids = batch.ids();
      if (ids.length(row) > 0) {
        return StringHash.of(ids.bytes(), ids.byteStart(row), ids.length(row));
      }
    }
    long place =
        batch.positions().origin().hashCode() * 0x9e3779b97f4a7c15L
            + batch.positions().partition(row) * 0xc2b2ae3d27d4eb4fL
            + batch.positions().offset(row);
    // The finaliser of SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
    // generators" (2014).
    place = (place ^ (place >>> 30)) * 0xbf58476d1ce4e5b9L;
    place = (place ^ (place >>> 27)) * 0x94d049bb133111ebL;
    return place ^ (place >>> 31);
  }
}
