package io.millrace.models.validation.records;

import com.google.protobuf.UnsafeByteOperations;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Strings that are valid UTF-8. */
record Utf8Text() implements ValueRule {
  static final Breach BREACH = new Breach(AnomalyInfo.Type.ENUM_TYPE_INVALID_UTF8, "valid UTF-8");

  @Override
  public int nextBreach(Column column, int from, int to) {
    BytesColumn strings = (BytesColumn) column;
    byte[] bytes = strings.bytes();
    if (from == to || isAscii(bytes, strings.byteStart(from), strings.byteEnd(to - 1))) {
      return to;
    }
    for (int i = from; i < to; i++) {
      if (!isText(strings, i)) {
        return i;
      }
    }
    return to;
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int signs = 0;
    for (int i = from; i < to; i++) {
      signs |= bytes[i];
    }
    return signs >= 0;
  }

  static boolean isText(BytesColumn strings, int position) {
    int start = strings.byteStart(position);
    int end = strings.byteEnd(position);
    return isAscii(strings.bytes(), start, end)
        || UnsafeByteOperations.unsafeWrap(strings.bytes(), start, end - start).isValidUtf8();
  }

  @Override
  public Breach breach(Column column, int position) {
    return BREACH;
  }
}
