package io.millrace.models.data.files.csv;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the cells of one column where they belong. */
final class CellColumn {
  private static final int EXACT_DIGITS = 18;
  private static final int SHOWN = 100;

  private final String name;
  private final int cell;
  private final ValueBuilder values;
  private final ValueType type;
  private final int valueDelimiter;

  CellColumn(String name, int cell, ColumnBuilder values, @Nullable Character valueDelimiter) {
    this.name = name;
    this.cell = cell;
    this.values = (ValueBuilder) values;
    this.type = values.type();
    this.valueDelimiter = valueDelimiter == null ? -1 : valueDelimiter;
  }

  /** Appends the values of the column's cell; an empty cell has none. */
  void append(CsvCells cells) throws UndecodableException {
    int from = cells.from(cell);
    int to = cells.to(cell);
    if (from == to) {
      return;
    }
    byte[] bytes = cells.bytes();
    if (valueDelimiter < 0) {
      value(bytes, from, to);
      return;
    }
    int begin = from;
    for (int at = from; at <= to; at++) {
      if (at == to || bytes[at] == valueDelimiter) {
        if (at > begin) {
          value(bytes, begin, at);
        }
        begin = at + 1;
      }
    }
  }

  private void value(byte[] bytes, int from, int to) throws UndecodableException {
    switch (type) {
      case STRING -> values.append(bytes, from, to - from);
      case INT -> integer(bytes, from, to);
      case FLOAT -> number(bytes, from, to);
      case STRUCT -> throw new AssertionError("no cell has a struct");
    }
  }

  private void integer(byte[] bytes, int from, int to) throws UndecodableException {
    boolean negative = bytes[from] == '-';
    int at = negative ? from + 1 : from;
    if (to - at <= EXACT_DIGITS && at < to) {
      long value = 0;
      int digit = 0;
      while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
        value = value * 10 + digit;
        at++;
      }
      if (at == to) {
        values.append(negative ? -value : value);
        return;
      }
    }
    if (PythonNumbers.typeOf(bytes, from, to) != PythonNumbers.INT) {
      throw unexpected(bytes, from, to, "an integer of 64 bits");
    }
    values.append(PythonNumbers.parseLong(bytes, from, to));
  }

  private void number(byte[] bytes, int from, int to) throws UndecodableException {
    double value = Decimals.parse(bytes, from, to);
    if (Double.isNaN(value)) {
      byte found = PythonNumbers.typeOf(bytes, from, to);
      if (found != PythonNumbers.INT && found != PythonNumbers.FLOAT) {
        throw unexpected(bytes, from, to, "a number");
      }
      value = PythonNumbers.parseDouble(bytes, from, to);
    }
    // TFDV reads floats into 32 bits.
    values.append((double) (float) value);
  }

  private UndecodableException unexpected(byte[] bytes, int from, int to, String expected) {
    int shown = Math.min(to - from, SHOWN);
    String text = new String(bytes, from, shown, StandardCharsets.UTF_8);
    return new UndecodableException(
        name
            + ": \""
            + text
            + (shown < to - from ? "..." : "")
            + "\" (expected: "
            + expected
            + ")");
  }
}
