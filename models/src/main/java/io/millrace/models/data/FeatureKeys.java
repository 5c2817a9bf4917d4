package io.millrace.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the values that a row has in some columns into bytes: two rows have equal bytes if and only
 * if they have equal values there. Missing differs from empty, an integer from the float of the
 * same number, 0.0 from -0.0; every NaN is the same. The name {@value ExampleCodec#EVENT_TIME}
 * stands for the row's event time, and for a column of that name if there is one too. Not
 * thread-safe.
 *
 * <p>Call {@link #begin} for every batch, then {@link #write} for rows of it.
 */
public final class FeatureKeys {
  private static final int MISSING = 0;

  private final List<String> names;
  private final boolean timed;
  private final List<Column> columns = new ArrayList<>();
  private long[] eventTimes = {};
  private byte[] buffer = new byte[128];
  private int length;

  /** Keys made of the columns of these names, in this order; at least one. */
  public FeatureKeys(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("columns: none (expected: at least one to make a key of)");
    }
    this.names = List.copyOf(names);
    this.timed = names.contains(ExampleCodec.EVENT_TIME);
  }

  /**
   * Turns to another batch.
   *
   * @throws IllegalArgumentException if it lacks one of the columns
   */
  public void begin(ColumnBatch batch) {
    columns.clear();
    eventTimes = batch.eventTimes();
    for (String name : names) {
      Column column = batch.column(name);
      if (column != null) {
        columns.add(column);
      } else if (!name.equals(ExampleCodec.EVENT_TIME)) {
        throw new IllegalArgumentException(
            "column " + name + ": absent (expected: a part of the key)");
      }
    }
  }

  /** Makes the key of a row; it stands in {@link #buffer} until the next call. */
  public FeatureKeys write(int row) {
    length = 0;
    if (timed) {
      putLong(eventTimes[row]);
    }
    for (int i = 0; i < columns.size(); i++) {
      putRow(columns.get(i), row);
    }
    return this;
  }

  private void putRow(Column column, int row) {
    if (!column.isPresent(row)) {
      put(MISSING);
      return;
    }
    put(1 + column.type().ordinal());
    int from = column.valueStart(row);
    int to = column.valueEnd(row);
    putVarint(to - from);
    for (int at = from; at < to; at++) {
      if (column instanceof IntColumn ints) {
        putVarint(ints.value(at) << 1 ^ ints.value(at) >> 63);
      } else if (column instanceof FloatColumn floats) {
        putLong(Double.doubleToLongBits(floats.value(at)));
      } else if (column instanceof BytesColumn strings) {
        putBytes(strings.bytes(), strings.byteStart(at), strings.length(at));
      } else if (column instanceof ListColumn lists) {
        putRow(lists.elements(), at);
      } else if (column instanceof StructColumn structs) {
        for (Column child : structs.columns()) {
          putRow(child, at);
        }
      }
    }
  }

  private void putBytes(byte[] bytes, int from, int count) {
    putVarint(count);
    reserve(count);
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
  }

  private void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void putLong(long value) {
    for (int shift = 0; shift < 64; shift += 8) {
      put((int) (value >>> shift));
    }
  }

  private void put(int value) {
    reserve(1);
    buffer[length++] = (byte) value;
  }

  private void reserve(int count) {
    if (length + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + count, buffer.length * 2));
    }
  }

  /** The bytes of the last key, which end at {@link #length}; not a copy. */
  public byte[] buffer() {
    return buffer;
  }

  public int length() {
    return length;
  }

  /** The last key's bytes, for keeping. */
  public byte[] copy() {
    return Arrays.copyOf(buffer, length);
  }

  /** A 64-bit hash of the last key: well mixed, the same in every process. */
  public long hash() {
    return hash(buffer, 0, length);
  }

  /** The hash of a key that was kept. */
  public static long hash(byte[] bytes, int from, int length) {
    long hash = 0x9E3779B97F4A7C15L ^ length;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ (bytes[from + i] & 0xFF)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    // The finalizer of Stafford's Mix13.
    hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
    return hash ^ hash >>> 31;
  }
}
