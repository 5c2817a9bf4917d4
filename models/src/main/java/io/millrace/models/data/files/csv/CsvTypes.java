package io.millrace.models.data.files.csv;

import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.Lines;
import java.io.IOException;

/**
 * Infers columns' types from their cells as TFDV does: a column is what the widest of its cells is,
 * in the order unknown (all empty), INT, FLOAT, STRING. Mergeable, in any order.
 */
final class CsvTypes {
  private final byte[] types;

  private CsvTypes(byte[] types) {
    this.types = types;
  }

  /** Nothing known of {@code columns} columns. */
  static CsvTypes unknown(int columns) {
    return new CsvTypes(new byte[columns]);
  }

  /**
   * The types of the rows of a split; rows that cannot be read do not count.
   *
   * @param infer which columns' types are wanted; the others stay unknown
   */
  static CsvTypes of(FileSplit split, CsvLayout layout, boolean[] infer) throws IOException {
    CsvTypes inferred = unknown(infer.length);
    CsvCells cells = new CsvCells(layout.dialect().delimiter(), infer.length);
    Character valueDelimiter = layout.dialect().valueDelimiter();
    try (Lines lines = layout.rows(split)) {
      while (lines.next()) {
        if (lines.from() < lines.to() && isReadable(cells, lines)) {
          inferred.add(cells, infer, valueDelimiter == null ? -1 : valueDelimiter);
        }
      }
    }
    return inferred;
  }

  private static boolean isReadable(CsvCells cells, Lines lines) {
    try {
      cells.find(lines.bytes(), lines.from(), lines.to());
      return true;
    } catch (UndecodableException e) {
      // Reading the rows will meet it again, and say so or write a dead letter.
      return false;
    }
  }

  private void add(CsvCells cells, boolean[] infer, int valueDelimiter) {
    byte[] bytes = cells.bytes();
    for (int i = 0; i < types.length; i++) {
      if (infer[i] && types[i] != PythonNumbers.STRING) {
        int from = cells.from(i);
        int to = cells.to(i);
        if (types[i] < PythonNumbers.INT || !isShortInteger(bytes, from, to)) {
          add(i, bytes, from, to, valueDelimiter);
        }
      }
    }
  }

  /** The commonest cell, of which nothing more is to be learned; empty ones too. */
  private static boolean isShortInteger(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
    }
    return to - from <= 18;
  }

  private void add(int column, byte[] bytes, int from, int to, int valueDelimiter) {
    int begin = from;
    for (int at = from; at <= to; at++) {
      if (at == to || bytes[at] == valueDelimiter) {
        byte type = PythonNumbers.typeOf(bytes, begin, at);
        types[column] = (byte) Math.max(types[column], type);
        begin = at + 1;
      }
    }
  }

  CsvTypes merge(CsvTypes other) {
    byte[] merged = new byte[types.length];
    for (int i = 0; i < merged.length; i++) {
      merged[i] = (byte) Math.max(types[i], other.types[i]);
    }
    return new CsvTypes(merged);
  }

  /** The column's type; STRING, as with TFDV, if all its cells are empty. */
  ValueType type(int column) {
    return switch (types[column]) {
      case PythonNumbers.INT -> ValueType.INT;
      case PythonNumbers.FLOAT -> ValueType.FLOAT;
      default -> ValueType.STRING;
    };
  }
}
