package io.millrace.models.validation.records;

import io.millrace.models.data.AsciiNumbers;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Strings that spell integers within a range. */
record IntegerText(IntegerRange range) implements ValueRule {
  private static final Breach NOT_AN_INTEGER =
      new Breach(AnomalyInfo.Type.INT_TYPE_NOT_INT_STRING, "a 64-bit integer");

  @Override
  public int nextBreach(Column column, int from, int to) {
    BytesColumn strings = (BytesColumn) column;
    for (int i = from; i < to; i++) {
      if (!spellsInteger(strings, i) || !range.contains(integer(strings, i))) {
        return i;
      }
    }
    return to;
  }

  @Override
  public Breach breach(Column column, int position) {
    BytesColumn strings = (BytesColumn) column;
    return spellsInteger(strings, position)
        ? range.breach(integer(strings, position))
        : NOT_AN_INTEGER;
  }

  private static boolean spellsInteger(BytesColumn strings, int position) {
    return AsciiNumbers.isLong(
        strings.bytes(), strings.byteStart(position), strings.byteEnd(position));
  }

  private static long integer(BytesColumn strings, int position) {
    return AsciiNumbers.parseLong(
        strings.bytes(), strings.byteStart(position), strings.byteEnd(position));
  }
}
