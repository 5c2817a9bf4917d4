package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Floats that are 0 or 1. */
record BooleanFloats() implements ValueRule {
  @Override
  public int nextBreach(Column column, int from, int to) {
    double[] values = ((FloatColumn) column).values();
    for (int i = from; i < to; i++) {
      if (values[i] != 0 && values[i] != 1) {
        return i;
      }
    }
    return to;
  }

  @Override
  public Breach breach(Column column, int position) {
    return new Breach(AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_FLOAT, "0 or 1");
  }
}
