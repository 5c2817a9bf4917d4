package io.millrace.models.validation.records;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import java.nio.charset.StandardCharsets;

/** Writes values for people, cut to a length that fits a line. */
final class ValueText {
  private static final int LONGEST = 100;

  private ValueText() {}

  /** The value at this position of the column. */
  static String of(Column column, int position) {
    if (column instanceof IntColumn ints) {
      return Long.toString(ints.value(position));
    }
    if (column instanceof FloatColumn floats) {
      return Double.toString(floats.value(position));
    }
    if (column instanceof BytesColumn strings) {
      return string(strings, position);
    }
    return column instanceof ListColumn ? "a list" : "a struct";
  }

  /** The row's first value, and how many there are if not one. */
  static String ofRow(Column column, int row) {
    int start = column.valueStart(row);
    int count = column.valueEnd(row) - start;
    return switch (count) {
      case 0 -> "no values";
      case 1 -> of(column, start);
      default -> count + " values, the first " + of(column, start);
    };
  }

  static String count(int values) {
    return values == 1 ? "1 value" : values + " values";
  }

  private static String string(BytesColumn strings, int position) {
    int length = strings.length(position);
    // A character has at most four bytes.
    int decoded = Math.min(length, LONGEST * 4);
    String text =
        new String(strings.bytes(), strings.byteStart(position), decoded, StandardCharsets.UTF_8);
    if (decoded == length && text.length() <= LONGEST) {
      return text;
    }
    int end = Math.min(text.length(), LONGEST);
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + "… ("
        + length
        + " bytes)";
  }
}
