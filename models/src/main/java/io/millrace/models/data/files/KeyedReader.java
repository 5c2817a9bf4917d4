package io.millrace.models.data.files;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives rows their record ids and event times, from the columns that have them. */
final class KeyedReader implements BatchReader {
  private final BatchReader reader;
  private final KeyColumns keys;
  private final Set<String> onlyKeys;
  private final BadRows bad;
  private final TimestampFormat.Parser times;

  private KeyedReader(BatchReader reader, ReadOptions options, BadRows bad) {
    this.reader = reader;
    this.keys = options.keys();
    this.onlyKeys = options.onlyKeys();
    this.bad = bad;
    this.times = keys.eventTimeFormat().parser();
  }

  static BatchReader of(BatchReader reader, ReadOptions options, BadRows bad) {
    boolean plain = options.keys().isNone() && options.keys().defaultEventTime() == 0;
    return plain ? reader : new KeyedReader(reader, options, bad);
  }

  static Layout without(Set<String> names, Layout layout) {
    return names.isEmpty()
        ? layout
        : new Layout(layout.fields().stream().filter(f -> !names.contains(f.name())).toList());
  }

  @Override
  public @Nullable ColumnBatch next() throws IOException {
    for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
      ColumnBatch keyed = keyed(batch);
      if (keyed.rows() > 0) {
        return keyed;
      }
    }
    return null;
  }

  private ColumnBatch keyed(ColumnBatch batch) throws IOException {
    int rows = batch.rows();
    int[] good = new int[rows];
    int count = 0;
    long[] eventTimes = new long[rows];
    ValueBuilder ids = new ValueBuilder(ValueType.STRING, rows);
    Column idColumn = keys.recordId() == null ? null : batch.column(keys.recordId());
    Column timeColumn = keys.eventTime() == null ? null : batch.column(keys.eventTime());
    for (int row = 0; row < rows; row++) {
      try {
        eventTimes[count] =
            keys.eventTime() == null
                ? keys.defaultEventTime()
                : time(keys.eventTime(), timeColumn, row);
        if (keys.recordId() != null) {
          id(keys.recordId(), idColumn, row, ids);
        }
        good[count++] = row;
      } catch (UndecodableException e) {
        refuse(batch, row, e);
      }
    }
    ColumnBatch kept = count == rows ? batch : batch.select(good, count);
    return new ColumnBatch(
            kept.layout(),
            kept.columns(),
            Arrays.copyOf(eventTimes, count),
            keys.recordId() == null ? null : (BytesColumn) ids.build(),
            kept.positions(),
            kept.originals())
        .without(onlyKeys);
  }

  private void refuse(ColumnBatch batch, int row, UndecodableException e) throws IOException {
    BytesColumn originals = batch.originals();
    byte[] original = originals == null ? new byte[0] : originals.copy(row);
    String place = batch.positions().origin() + ", row at " + batch.positions().offset(row);
    bad.bad(place, batch.positions().get(row), original, String.valueOf(e.getMessage()));
  }

  private static int position(String name, @Nullable Column column, int row, String expected)
      throws UndecodableException {
    int count = column == null ? 0 : column.valueEnd(row) - column.valueStart(row);
    if (column == null || count != 1) {
      throw new UndecodableException(name + ": " + count + " values (expected: " + expected + ")");
    }
    return column.valueStart(row);
  }

  private long time(String name, @Nullable Column column, int row) throws UndecodableException {
    int at = position(name, column, row, "one, the event time");
    try {
      if (column instanceof IntColumn ints) {
        return times.parse(ints.value(at));
      }
      if (column instanceof BytesColumn texts) {
        return times.parse(texts.bytes(), texts.byteStart(at), texts.byteEnd(at));
      }
    } catch (UndecodableException e) {
      throw new UndecodableException(name + ": " + e.getMessage(), e);
    }
    throw new UndecodableException(name + ": no text or integer (expected: the event time)");
  }

  private static void id(String name, @Nullable Column column, int row, ValueBuilder ids)
      throws UndecodableException {
    int at = position(name, column, row, "one, the record id");
    if (column instanceof IntColumn ints) {
      ids.append(Long.toString(ints.value(at)).getBytes(StandardCharsets.US_ASCII));
    } else if (column instanceof BytesColumn texts && texts.length(at) > 0) {
      ids.append(texts.bytes(), texts.byteStart(at), texts.length(at));
    } else {
      throw new UndecodableException(name + ": empty or no text (expected: the record id)");
    }
    ids.endRow();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
