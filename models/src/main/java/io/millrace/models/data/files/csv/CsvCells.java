package io.millrace.models.data.files.csv;

import io.millrace.models.data.UndecodableException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the cells of a line, as Python's {@code csv} reader does: quotes count at a cell's start
 * only, two inside are one, and text behind the closing quote belongs to the cell. Not thread-safe.
 *
 * <p>A quoted cell has to end on its line: a line break inside quotes is refused, as lines are what
 * files are split by.
 */
final class CsvCells {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LOWS = 0x7F7F7F7F7F7F7F7FL;

  private final byte delimiter;
  private final long delimiters;
  private final int expected;
  private final int[] from;
  private final int[] to;
  private byte[] bytes = {};
  private byte[] unquoted = new byte[256];

  /** Cells of lines that should have {@code expected} of them. */
  CsvCells(char delimiter, int expected) {
    this.delimiter = (byte) delimiter;
    this.delimiters = ONES * this.delimiter;
    this.expected = expected;
    this.from = new int[expected];
    this.to = new int[expected];
  }

  /** Finds the cells of the line at {@code start} (in) to {@code end} (out). */
  void find(byte[] line, int start, int end) throws UndecodableException {
    int found = line[start] == '"' ? -1 : plain(line, start, end);
    if (found < 0) {
      found = quoted(line, start, end);
    }
    if (found != expected) {
      throw new UndecodableException("cells: " + found + " (expected: " + expected + ")");
    }
  }

  /** The array that cell stands in. */
  byte[] bytes() {
    return bytes;
  }

  int from(int cell) {
    return from[cell];
  }

  int to(int cell) {
    return to[cell];
  }

  /** The number of cells; -1 once one starts with a quote. */
  private int plain(byte[] line, int start, int end) {
    bytes = line;
    int cells = 0;
    int begin = start;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONGS.get(line, at) ^ delimiters;
      // The high bit of each zero byte, exactly: no carry runs into the next byte.
      long zeros = ~(((word & LOWS) + LOWS) | word | LOWS);
      while (zeros != 0) {
        int found = at + (Long.numberOfTrailingZeros(zeros) >> 3);
        cells = cell(cells, begin, found);
        begin = found + 1;
        if (begin < end && line[begin] == '"') {
          return -1;
        }
        zeros &= zeros - 1;
      }
    }
    for (; at < end; at++) {
      if (line[at] == delimiter) {
        cells = cell(cells, begin, at);
        begin = at + 1;
        if (begin < end && line[begin] == '"') {
          return -1;
        }
      }
    }
    return cell(cells, begin, end);
  }

  private int cell(int cells, int begin, int end) {
    if (cells < expected) {
      from[cells] = begin;
      to[cells] = end;
    }
    return cells + 1;
  }

  private int quoted(byte[] line, int start, int end) throws UndecodableException {
    if (unquoted.length < end - start) {
      unquoted = new byte[Math.max(end - start, unquoted.length * 2)];
    }
    bytes = unquoted;
    int cells = 0;
    int length = 0;
    int at = start;
    while (true) {
      int begin = length;
      boolean open = at < end && line[at] == '"';
      at += open ? 1 : 0;
      while (at < end && (open || line[at] != delimiter)) {
        if (open && line[at] == '"') {
          if (at + 1 < end && line[at + 1] == '"') {
            at++;
          } else {
            open = false;
            at++;
            continue;
          }
        }
        unquoted[length++] = line[at++];
      }
      if (open) {
        throw new UndecodableException(
            "cell "
                + (cells + 1)
                + ": no closing quote on its line (expected: one; line breaks inside quotes are not"
                + " read)");
      }
      cells = cell(cells, begin, length);
      if (at == end) {
        return cells;
      }
      at++;
    }
  }

  /** The cells' texts of a line with any number of them: for header lines. */
  static String[] texts(byte[] line, int start, int end, char delimiter)
      throws UndecodableException {
    int most = 1;
    for (int i = start; i < end; i++) {
      most += line[i] == delimiter ? 1 : 0;
    }
    CsvCells cells = new CsvCells(delimiter, most);
    int found = start == end ? 0 : cells.quoted(line, start, end);
    String[] texts = new String[found];
    Arrays.setAll(
        texts,
        i ->
            new String(
                cells.bytes, cells.from[i], cells.to[i] - cells.from[i], StandardCharsets.UTF_8));
    return texts;
  }
}
