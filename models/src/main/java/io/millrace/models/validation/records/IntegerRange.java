package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.IntDomain;

/** Integers between two bounds, both in. */
record IntegerRange(long min, long max) implements ValueRule {
  static IntegerRange of(IntDomain domain) {
    return new IntegerRange(
        domain.hasMin() ? domain.getMin() : Long.MIN_VALUE,
        domain.hasMax() ? domain.getMax() : Long.MAX_VALUE);
  }

  @Override
  public int nextBreach(Column column, int from, int to) {
    long[] values = ((IntColumn) column).values();
    long least = min;
    long greatest = max;
    for (int i = from; i < to; i++) {
      if (values[i] < least || values[i] > greatest) {
        return i;
      }
    }
    return to;
  }

  @Override
  public Breach breach(Column column, int position) {
    return breach(((IntColumn) column).value(position));
  }

  boolean contains(long value) {
    return value >= min && value <= max;
  }

  Breach breach(long value) {
    return value < min
        ? new Breach(AnomalyInfo.Type.INT_TYPE_SMALL_INT, "at least " + min)
        : new Breach(AnomalyInfo.Type.INT_TYPE_BIG_INT, "at most " + max);
  }
}
