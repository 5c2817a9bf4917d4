package io.millrace.models.data.files;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How CSV files are written.
 *
 * @param delimiter an ASCII character between cells
 * @param valueDelimiter an ASCII character between the values of one cell; null if a cell is one
 *     value
 * @param columnNames the names of files without a header line; null where the first line of each
 *     file has them
 */
public record CsvDialect(
    char delimiter, @Nullable Character valueDelimiter, @Nullable List<String> columnNames)
    implements Serializable {

  public CsvDialect {
    check("delimiter", delimiter);
    if (valueDelimiter != null) {
      check("value delimiter", valueDelimiter);
      if (valueDelimiter == delimiter) {
        throw new IllegalArgumentException(
            "value delimiter: " + valueDelimiter + " (expected: another than between cells)");
      }
    }
    if (columnNames != null) {
      columnNames = List.copyOf(columnNames);
      if (new HashSet<>(columnNames).size() < columnNames.size()) {
        throw new IllegalArgumentException(
            "column names: " + columnNames + " (expected: each once)");
      }
    }
  }

  /** Commas, one value a cell, a header line in every file. */
  public static CsvDialect defaults() {
    return new CsvDialect(',', null, null);
  }

  private static void check(String name, char c) {
    if (c > 126 || c == '"' || c == '\n' || c == '\r' || c == 0) {
      throw new IllegalArgumentException(
          name + ": character " + (int) c + " (expected: ASCII, neither a quote nor a line break)");
    }
  }
}
