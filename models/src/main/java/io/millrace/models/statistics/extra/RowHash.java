package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.StringHash;

/**
 * A row's hash: of its id if it has one, its event time and its position in the source. It does not
 * depend on the batch that the row is in.
 */
final class RowHash {
  private RowHash() {}

  static long of(ColumnBatch batch, int row) {
    long hash = mix(batch.eventTime(row) + batch.positions().origin().hashCode());
    hash = mix(hash ^ batch.positions().partition(row));
    hash = mix(hash ^ batch.positions().offset(row));
    if (!batch.hasIds()) {
      return hash;
    }
    BytesColumn ids = batch.ids();
    return mix(hash ^ StringHash.of(ids.bytes(), ids.byteStart(row), ids.length(row)));
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  static long mix(long bits) {
    long mixed = bits + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** The hash as a number in [0, 1). */
  static double share(long hash) {
    return (hash >>> 11) * 0x1p-53;
  }
}
