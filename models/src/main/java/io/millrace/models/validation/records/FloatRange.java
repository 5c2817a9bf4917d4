package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FloatDomain;

/**
 * Floats between two bounds, both in, which may have to be numbers and finite. Values are compared
 * as 32-bit floats, since the schema holds such: 0.1 is within a bound of 0.1.
 */
record FloatRange(float min, float max, boolean nan, boolean infinite) implements ValueRule {
  static FloatRange of(FloatDomain domain) {
    return new FloatRange(
        domain.hasMin() ? domain.getMin() : Float.NEGATIVE_INFINITY,
        domain.hasMax() ? domain.getMax() : Float.POSITIVE_INFINITY,
        !domain.getDisallowNan(),
        !domain.getDisallowInf());
  }

  @Override
  public int nextBreach(Column column, int from, int to) {
    double[] values = ((FloatColumn) column).values();
    // What a 32-bit float rounds to infinity need not be infinite: contains() decides.
    float least = infinite ? min : Math.max(min, -Float.MAX_VALUE);
    float greatest = infinite ? max : Math.min(max, Float.MAX_VALUE);
    for (int i = from; i < to; i++) {
      float value = (float) values[i];
      if (!(value >= least && value <= greatest) && !contains(values[i])) {
        return i;
      }
    }
    return to;
  }

  boolean contains(double value) {
    if (Double.isNaN(value)) {
      return nan;
    }
    float rounded = (float) value;
    return rounded >= min && rounded <= max && (infinite || !Double.isInfinite(value));
  }

  @Override
  public Breach breach(Column column, int position) {
    return breach(((FloatColumn) column).value(position));
  }

  Breach breach(double value) {
    if (Double.isNaN(value)) {
      return new Breach(AnomalyInfo.Type.FLOAT_TYPE_HAS_NAN, "not NaN");
    }
    if (!infinite && Double.isInfinite(value)) {
      return new Breach(AnomalyInfo.Type.FLOAT_TYPE_HAS_INF, "finite");
    }
    return (float) value < min
        ? new Breach(AnomalyInfo.Type.FLOAT_TYPE_SMALL_FLOAT, "at least " + min)
        : new Breach(AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT, "at most " + max);
  }
}
