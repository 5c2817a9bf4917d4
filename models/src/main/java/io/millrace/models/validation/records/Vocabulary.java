package io.millrace.models.validation.records;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import org.tensorflow.metadata.v0.AnomalyInfo;

/**
 * Strings that are among the expected ones.
 *
 * @param rule the rule that others break
 * @param expectation what others are told
 */
record Vocabulary(ByteStringSet expected, AnomalyInfo.Type rule, String expectation)
    implements ValueRule {
  @Override
  public int nextBreach(Column column, int from, int to) {
    BytesColumn strings = (BytesColumn) column;
    byte[] bytes = strings.bytes();
    for (int i = from; i < to; i++) {
      if (!expected.contains(bytes, strings.byteStart(i), strings.byteEnd(i))) {
        return i;
      }
    }
    return to;
  }

  @Override
  public Breach breach(Column column, int position) {
    // Of text and of bytes alike it was not expected; that it is no text says more.
    return rule == AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES
            && !Utf8Text.isText((BytesColumn) column, position)
        ? Utf8Text.BREACH
        : new Breach(rule, expectation);
  }
}
