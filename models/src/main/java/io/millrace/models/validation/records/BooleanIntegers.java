package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Integers that are 0 or 1. */
record BooleanIntegers() implements ValueRule {
  @Override
  public int nextBreach(Column column, int from, int to) {
    long[] values = ((IntColumn) column).values();
    for (int i = from; i < to; i++) {
      if ((values[i] & ~1L) != 0) {
        return i;
      }
    }
    return to;
  }

  @Override
  public Breach breach(Column column, int position) {
    return new Breach(
        ((IntColumn) column).value(position) < 0
            ? AnomalyInfo.Type.BOOL_TYPE_SMALL_INT
            : AnomalyInfo.Type.BOOL_TYPE_BIG_INT,
        "0 or 1");
  }
}
