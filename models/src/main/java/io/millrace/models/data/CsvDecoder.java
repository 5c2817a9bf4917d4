package io.millrace.models.data;

import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV line a record (RFC 4180 without line breaks inside a value). An empty value is a
 * missing one, quoted or not. Fields come in the layout's order. A byte order mark is read past.
 */
public final class CsvDecoder implements RecordDecoder {
  private final RowReader row;
  private final byte delimiter;
  private byte[] unquoted = new byte[256];

  public CsvDecoder(SourceLayout layout, char delimiter) {
    if (delimiter > 127) {
      throw new IllegalArgumentException(
          "delimiter: " + delimiter + " (expected: an ASCII character)");
    }
    this.row = new RowReader(layout);
    this.delimiter = (byte) delimiter;
  }

  @Override
  public void decode(RawRecord record, byte[] value) throws UndecodableException {
    row.begin();
    try {
      read(value, lineEnd(value));
      row.end(record, value);
    } catch (UndecodableException e) {
      row.discard();
      throw e;
    }
  }

  private static int lineStart(byte[] line, int end) {
    boolean marked =
        end >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static int lineEnd(byte[] value) {
    int end = value.length;
    while (end > 0 && (value[end - 1] == '\n' || value[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  private void read(byte[] line, int end) throws UndecodableException {
    int expected = row.fieldCount();
    int field = 0;
    int at = lineStart(line, end);
    while (true) {
      if (field == expected) {
        throw new UndecodableException(
            "fields: more than " + expected + " (expected: " + expected + ")");
      }
      at = at < end && line[at] == '"' ? quoted(field, line, at, end) : plain(field, line, at, end);
      field++;
      if (at == end) {
        break;
      }
      // At a delimiter: one more field follows, an empty one if the line ends here.
      at++;
    }
    if (field < expected) {
      throw new UndecodableException("fields: " + field + " (expected: " + expected + ")");
    }
  }

  private int plain(int field, byte[] line, int from, int end) throws UndecodableException {
    int to = from;
    while (to < end && line[to] != delimiter) {
      to++;
    }
    if (to > from && !row.isSkipped(field)) {
      row.text(field, line, from, to);
    }
    return to;
  }

  private int quoted(int field, byte[] line, int open, int end) throws UndecodableException {
    int length = 0;
    int at = open + 1;
    while (true) {
      if (at >= end) {
        throw new UndecodableException(row.name(field) + ": no closing quote (expected: one)");
      }
      if (line[at] == '"') {
        if (at + 1 < end && line[at + 1] == '"') {
          at++;
        } else {
          break;
        }
      }
      if (length == unquoted.length) {
        unquoted = java.util.Arrays.copyOf(unquoted, length * 2);
      }
      unquoted[length++] = line[at++];
    }
    at++;
    if (at < end && line[at] != delimiter) {
      throw new UndecodableException(
          row.name(field) + ": text after the closing quote (expected: a delimiter)");
    }
    if (length > 0 && !row.isSkipped(field)) {
      row.text(field, unquoted, 0, length);
    }
    return at;
  }

  @Override
  public int rows() {
    return row.rows();
  }

  @Override
  public ColumnBatch take() {
    return row.take();
  }

  @Override
  public @Nullable Long lastEventTime() {
    return row.eventTime();
  }
}
