package io.millrace.models.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a column of numbers or strings. The column stays single until a row has more than one
 * value or an empty list.
 *
 * <p>What is built keeps the arrays if they are full, so a builder that was told how many rows to
 * expect copies numbers only once.
 */
public final class ValueBuilder extends ColumnBuilder {
  private static final int FEW_ROWS = 16;

  private final ValueType type;
  private final int expectedRows;
  private Validity.Builder validity = new Validity.Builder();
  private long[] ints = {};
  private double[] floats = {};
  private byte[] bytes = {};
  private int[] starts = {};
  private int @Nullable [] offsets;
  private int rows;
  private int values;
  private int rowStart;
  private boolean present;
  private boolean empty;

  public ValueBuilder(ValueType type) {
    this(type, FEW_ROWS);
  }

  /** A builder that makes room for so many values at first; more may follow. */
  public ValueBuilder(ValueType type, int expectedRows) {
    if (type == ValueType.STRUCT) {
      throw new IllegalArgumentException("type: STRUCT (expected: INT, FLOAT or STRING)");
    }
    this.type = type;
    this.expectedRows = Math.max(1, expectedRows);
    if (type == ValueType.STRING) {
      starts = new int[this.expectedRows + 1];
    }
  }

  @Override
  public ValueType type() {
    return type;
  }

  @Override
  public int rows() {
    return rows;
  }

  /** How many values were appended since the row began. */
  public int valuesInRow() {
    return values - rowStart;
  }

  /** How many bytes the strings so far have. */
  public int byteCount() {
    return type == ValueType.STRING ? starts[values] : 0;
  }

  /** Appends a value to an INT column. */
  public void append(long value) {
    if (values == ints.length) {
      ints = Arrays.copyOf(ints, Math.max(expectedRows, values * 2));
    }
    ints[values++] = value;
  }

  /** Appends a value to a FLOAT column. */
  public void append(double value) {
    if (values == floats.length) {
      floats = Arrays.copyOf(floats, Math.max(expectedRows, values * 2));
    }
    floats[values++] = value;
  }

  /** Appends a value to a STRING column. */
  public void append(byte[] source) {
    append(source, 0, source.length);
  }

  /** Appends a value to a STRING column. */
  public void append(byte[] source, int from, int length) {
    int at = starts[values];
    int end = Math.addExact(at, length);
    if (end > bytes.length) {
      long doubled = Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.max(expectedRows * 4L, doubled)));
    }
    System.arraycopy(source, from, bytes, at, length);
    appendEnd(end);
  }

  private void appendEnd(int end) {
    values++;
    if (values == starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[values] = end;
  }

  @Override
  public void presentEmpty() {
    empty = true;
  }

  @Override
  public void discardRow() {
    values = rowStart;
    empty = false;
  }

  @Override
  boolean isAllMissing() {
    return !present;
  }

  @Override
  void truncate(int count) {
    if (count < rows) {
      rows = count;
      validity.truncate(count);
      rowStart = offsets == null ? count : offsets[count];
    }
    discardRow();
  }

  @Override
  public void endRow() {
    int count = values - rowStart;
    if (offsets == null && count == 1) {
      validity.append(true);
      present = true;
    } else {
      endUncommonRow(count);
    }
    rows++;
    rowStart = values;
    empty = false;
  }

  private void endUncommonRow(int count) {
    boolean hasRow = count > 0 || empty;
    if (offsets == null && hasRow) {
      toOffsets();
    }
    if (offsets == null) {
      appendUnusedSlot();
    } else {
      if (rows + 1 >= offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[rows + 1] = values;
    }
    validity.append(hasRow);
    present |= hasRow;
  }

  private void appendUnusedSlot() {
    switch (type) {
      case INT -> append(0L);
      case FLOAT -> append(0d);
      case STRING -> appendEnd(starts[values]);
      case STRUCT -> throw new AssertionError(type);
    }
  }

  /** Turns a single column into one with offsets: missing rows give up their unused slots. */
  private void toOffsets() {
    Validity soFar = validity.build();
    int[] made = new int[Math.max(expectedRows + 1, (rows + 2) * 2)];
    int to = 0;
    for (int row = 0; row < rows; row++) {
      if (soFar.isPresent(row)) {
        move(row, to++);
      }
      made[row + 1] = to;
    }
    int tail = values - rowStart;
    for (int i = 0; i < tail; i++) {
      move(rowStart + i, to + i);
    }
    rowStart = to;
    values = to + tail;
    offsets = made;
  }

  private void move(int from, int to) {
    switch (type) {
      case INT -> ints[to] = ints[from];
      case FLOAT -> floats[to] = floats[from];
      // An unused slot is an empty string, so the bytes themselves need not move.
      case STRING -> starts[to + 1] = starts[from + 1];
      case STRUCT -> throw new AssertionError(type);
    }
  }

  @Override
  public Column build() {
    discardRow();
    Validity built = validity.build();
    int[] trimmed = offsets == null ? null : Arrays.copyOf(offsets, rows + 1);
    Column column =
        switch (type) {
          case INT ->
              new IntColumn(
                  values == ints.length ? ints : Arrays.copyOf(ints, values), trimmed, built);
          case FLOAT ->
              new FloatColumn(
                  values == floats.length ? floats : Arrays.copyOf(floats, values), trimmed, built);
          case STRING ->
              new BytesColumn(
                  Arrays.copyOf(bytes, starts[values]),
                  values + 1 == starts.length ? starts : Arrays.copyOf(starts, values + 1),
                  trimmed,
                  built);
          case STRUCT -> throw new AssertionError(type);
        };
    startOver();
    return column;
  }

  private void startOver() {
    validity = new Validity.Builder();
    if (values == ints.length) {
      ints = new long[] {};
    }
    if (values == floats.length) {
      floats = new double[] {};
    }
    // The bytes were copied, so their array serves again.
    if (type == ValueType.STRING && values + 1 == starts.length) {
      starts = new int[expectedRows + 1];
    }
    offsets = null;
    rows = 0;
    values = 0;
    rowStart = 0;
    present = false;
  }
}
