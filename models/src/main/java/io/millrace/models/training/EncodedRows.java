package io.millrace.models.training;

/**
 * Rows as the encoders gave them, row-major.
 *
 * @param count of rows
 * @param numbers count × numbers a row
 * @param ids count × slots a row
 */
@SuppressWarnings("ArrayRecordComponent")
record EncodedRows(int count, float[] numbers, int[] ids) {

  /** Rows by slot and id. */
  long[][] idCounts(int[] sizes) {
    long[][] counts = new long[sizes.length][];
    for (int s = 0; s < sizes.length; s++) {
      counts[s] = new long[sizes[s]];
    }
    for (int i = 0; i < ids.length; i++) {
      counts[i % sizes.length][ids[i]]++;
    }
    return counts;
  }
}
