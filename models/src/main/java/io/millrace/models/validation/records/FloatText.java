package io.millrace.models.validation.records;

import io.millrace.models.data.AsciiNumbers;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Strings that spell floats within a range. */
record FloatText(FloatRange range) implements ValueRule {
  private static final Breach NOT_A_FLOAT =
      new Breach(AnomalyInfo.Type.FLOAT_TYPE_STRING_NOT_FLOAT, "a number");

  @Override
  public int nextBreach(Column column, int from, int to) {
    BytesColumn strings = (BytesColumn) column;
    for (int i = from; i < to; i++) {
      double value = number(strings, i);
      if (!range.contains(value) || (Double.isNaN(value) && !saysNaN(strings, i))) {
        return i;
      }
    }
    return to;
  }

  @Override
  public Breach breach(Column column, int position) {
    BytesColumn strings = (BytesColumn) column;
    double value = number(strings, position);
    return Double.isNaN(value) && !saysNaN(strings, position) ? NOT_A_FLOAT : range.breach(value);
  }

  private static double number(BytesColumn strings, int position) {
    return AsciiNumbers.parseDouble(
        strings.bytes(), strings.byteStart(position), strings.byteEnd(position));
  }

  private static boolean saysNaN(BytesColumn strings, int position) {
    return AsciiNumbers.saysNaN(
        strings.bytes(), strings.byteStart(position), strings.byteEnd(position));
  }
}
