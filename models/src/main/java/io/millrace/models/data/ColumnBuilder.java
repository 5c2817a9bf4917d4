package io.millrace.models.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects one column row by row: append the row's values, then {@link #endRow}. A row without
 * values is missing; {@link #presentEmpty} makes it an empty list instead. The column stays single
 * until a row has more than one value or an empty list.
 */
final class ColumnBuilder {
  private final ValueType type;
  private final Validity.Builder validity = new Validity.Builder();
  private long[] ints = {};
  private double[] floats = {};
  private byte[] bytes = {};
  private int[] starts = {};
  private int @Nullable [] offsets;
  private int rows;
  private int values;
  private int rowStart;
  private boolean empty;

  ColumnBuilder(ValueType type) {
    this.type = type;
    if (type == ValueType.STRING) {
      starts = new int[17];
    }
  }

  ValueType type() {
    return type;
  }

  int rows() {
    return rows;
  }

  void append(long value) {
    if (values == ints.length) {
      ints = Arrays.copyOf(ints, Math.max(16, values * 2));
    }
    ints[values++] = value;
  }

  void append(double value) {
    if (values == floats.length) {
      floats = Arrays.copyOf(floats, Math.max(16, values * 2));
    }
    floats[values++] = value;
  }

  void append(byte[] source) {
    append(source, 0, source.length);
  }

  void append(byte[] source, int from, int length) {
    int at = starts[values];
    if (at + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, Math.max(64, bytes.length * 2)));
    }
    System.arraycopy(source, from, bytes, at, length);
    appendEnd(at + length);
  }

  private void appendEnd(int end) {
    values++;
    if (values == starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[values] = end;
  }

  void presentEmpty() {
    empty = true;
  }

  /** Takes back what was appended since the last {@link #endRow}. */
  void discardRow() {
    values = rowStart;
    empty = false;
  }

  void endRow() {
    int count = values - rowStart;
    boolean present = count > 0 || empty;
    if (offsets == null && (count > 1 || empty)) {
      toOffsets();
    }
    if (offsets == null) {
      if (!present) {
        appendUnusedSlot();
      }
    } else {
      if (rows + 1 >= offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[rows + 1] = values;
    }
    validity.append(present);
    rows++;
    rowStart = values;
    empty = false;
  }

  private void appendUnusedSlot() {
    switch (type) {
      case INT -> append(0L);
      case FLOAT -> append(0d);
      case STRING -> appendEnd(starts[values]);
    }
  }

  /** Turns a single column into one with offsets: missing rows give up their unused slots. */
  private void toOffsets() {
    Validity soFar = validity.build();
    int[] made = new int[Math.max(16, (rows + 2) * 2)];
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
    }
  }

  Column build() {
    Validity built = validity.build();
    int[] trimmed = offsets == null ? null : Arrays.copyOf(offsets, rows + 1);
    return switch (type) {
      case INT -> new IntColumn(Arrays.copyOf(ints, values), trimmed, built);
      case FLOAT -> new FloatColumn(Arrays.copyOf(floats, values), trimmed, built);
      case STRING ->
          new BytesColumn(
              Arrays.copyOf(bytes, starts[values]),
              Arrays.copyOf(starts, values + 1),
              trimmed,
              built);
    };
  }
}
