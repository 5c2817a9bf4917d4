package io.millrace.models.evaluation.metrics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.SourcePositions;

/**
 * Hashes of the record ids of rows, by which resamples are drawn: a record is in the same resamples
 * in every batch, process and run.
 */
public final class RowKeys {

  private RowKeys() {}

  /** A key a row: of its record id, or of its source position if the source has no ids. */
  public static long[] of(ColumnBatch rows) {
    long[] keys = new long[rows.rows()];
    if (rows.hasIds()) {
      BytesColumn ids = rows.ids();
      for (int row = 0; row < keys.length; row++) {
        keys[row] = hash(ids, row);
      }
      return keys;
    }
    SourcePositions positions = rows.positions();
    long origin = mix(positions.origin().hashCode());
    for (int row = 0; row < keys.length; row++) {
      keys[row] = mix(mix(origin + positions.partition(row)) + positions.offset(row));
    }
    return keys;
  }

  /** Keys of rows that have neither: they are known by their places. */
  static long[] byPosition(int rows) {
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      keys[row] = mix(row);
    }
    return keys;
  }

  /** A bijection of 64-bit numbers that leaves no pattern (Steele et al. 2014, SplitMix64). */
  public static long mix(long key) {
    long mixed = key + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** FNV-1a over the id's bytes, then mixed: FNV's low bits alone are poor for short ids. */
  private static long hash(BytesColumn ids, int row) {
    byte[] bytes = ids.bytes();
    long hash = 0xcbf29ce484222325L;
    for (int at = ids.byteStart(row); at < ids.byteEnd(row); at++) {
      hash = (hash ^ (bytes[at] & 0xff)) * 0x100000001b3L;
    }
    return mix(hash);
  }
}
