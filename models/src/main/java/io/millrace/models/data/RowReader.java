package io.millrace.models.data;

import io.millrace.models.data.SourceLayout.SourceField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fields of one record after the other where they belong: columns, record id, event time.
 * The part that all formats share.
 */
final class RowReader {
  private static final int NO_COLUMN = -1;
  // What names of windows are made for, and well inside what a runner takes.
  private static final long FIRST_MILLI = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_MILLI = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final List<SourceField> fields;
  private final int[] columns;
  private final int idField;
  private final int timeField;
  private final TimestampFormat.Parser times;
  private final ColumnBatchBuilder batch;
  private byte @Nullable [] id;
  private @Nullable Long eventTime;

  RowReader(SourceLayout layout) {
    Layout known = layout.columns();
    this.fields = layout.fields();
    this.columns = new int[fields.size()];
    int idAt = NO_COLUMN;
    int timeAt = NO_COLUMN;
    for (int i = 0; i < columns.length; i++) {
      String name = fields.get(i).name();
      columns[i] = known.indexOf(name);
      idAt = name.equals(layout.recordId()) ? i : idAt;
      timeAt = name.equals(layout.eventTime()) ? i : timeAt;
    }
    this.idField = idAt;
    this.timeField = timeAt;
    this.times = layout.eventTimeFormat().parser();
    this.batch = new ColumnBatchBuilder(known, true);
  }

  int fieldCount() {
    return fields.size();
  }

  String name(int field) {
    return fields.get(field).name();
  }

  /** True where nobody wants the field's value. */
  boolean isSkipped(int field) {
    return columns[field] == NO_COLUMN && field != idField && field != timeField;
  }

  /** True where the field's value goes into a FLOAT column, and nowhere else. */
  boolean isFloat(int field) {
    return columns[field] != NO_COLUMN && batch.type(columns[field]) == ValueType.FLOAT;
  }

  void begin() {
    id = null;
    eventTime = null;
  }

  /** The field's value as text, in UTF-8. */
  void text(int field, byte[] bytes, int from, int to) throws UndecodableException {
    if (field == idField) {
      id = java.util.Arrays.copyOfRange(bytes, from, to);
    }
    if (field == timeField) {
      try {
        eventTime = checked(times.parse(bytes, from, to));
      } catch (UndecodableException e) {
        throw named(field, e);
      }
    }
    int column = columns[field];
    if (column == NO_COLUMN) {
      return;
    }
    switch (batch.type(column)) {
      case STRING -> batch.append(column, bytes, from, to - from);
      case INT -> {
        if (!AsciiNumbers.isLong(bytes, from, to)) {
          throw unexpected(field, bytes, from, to, "an integer");
        }
        batch.append(column, AsciiNumbers.parseLong(bytes, from, to));
      }
      case FLOAT -> {
        double value = AsciiNumbers.parseDouble(bytes, from, to);
        if (Double.isNaN(value) && !AsciiNumbers.saysNaN(bytes, from, to)) {
          throw unexpected(field, bytes, from, to, "a number");
        }
        batch.append(column, value);
      }
      case STRUCT -> throw new AssertionError("no source layout has structs");
    }
  }

  /** The field's value as an integer. */
  void integer(int field, long value) throws UndecodableException {
    if (field == idField) {
      id = Long.toString(value).getBytes(StandardCharsets.UTF_8);
    }
    if (field == timeField) {
      try {
        eventTime = checked(times.parse(value));
      } catch (UndecodableException e) {
        throw named(field, e);
      }
    }
    int column = columns[field];
    if (column == NO_COLUMN) {
      return;
    }
    switch (batch.type(column)) {
      case INT -> batch.append(column, value);
      case FLOAT -> batch.append(column, (double) value);
      case STRING -> batch.append(column, Long.toString(value).getBytes(StandardCharsets.UTF_8));
      case STRUCT -> throw new AssertionError("no source layout has structs");
    }
  }

  private static long checked(long time) throws UndecodableException {
    if (time < FIRST_MILLI || time > LAST_MILLI) {
      throw new UndecodableException(
          time + " ms since 1970 (expected: a time from year 1 to year 9999)");
    }
    return time;
  }

  /** The field's value as a floating-point number. */
  void number(int field, double value) throws UndecodableException {
    if (isFloat(field)) {
      batch.append(columns[field], value);
    } else if (!isSkipped(field)) {
      byte[] text = Double.toString(value).getBytes(StandardCharsets.UTF_8);
      text(field, text, 0, text.length);
    }
  }

  /** The field is there with an empty list of values. */
  void empty(int field) {
    if (columns[field] != NO_COLUMN) {
      batch.appendEmpty(columns[field]);
    }
  }

  /** A value of a field that the layout does not know: measured as text, under its own name. */
  void unknown(String name, byte[] text) {
    int column = batch.column(name, ValueType.STRING);
    if (batch.type(column) == ValueType.STRING) {
      batch.append(column, text);
    }
  }

  void end(RawRecord record, byte[] value) throws UndecodableException {
    byte[] rowId = id;
    if (rowId == null || rowId.length == 0) {
      throw new UndecodableException(name(idField) + ": missing (expected: the record id)");
    }
    if (eventTime == null) {
      throw new UndecodableException(name(timeField) + ": missing (expected: the event time)");
    }
    batch.endRow(rowId, eventTime, record.position(), value);
  }

  void discard() {
    batch.discardRow();
  }

  @Nullable Long eventTime() {
    return eventTime;
  }

  int rows() {
    return batch.rows();
  }

  ColumnBatch take() {
    return batch.build();
  }

  UndecodableException unexpected(int field, byte[] bytes, int from, int to, String expected) {
    String text = new String(bytes, from, Math.min(to - from, 100), StandardCharsets.UTF_8);
    return new UndecodableException(
        name(field) + ": \"" + text + "\" (expected: " + expected + ")");
  }

  private UndecodableException named(int field, UndecodableException e) {
    return new UndecodableException(name(field) + ": " + e.getMessage(), e);
  }
}
