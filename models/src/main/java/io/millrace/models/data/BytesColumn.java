package io.millrace.models.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of byte strings, packed one behind the other. Bytes become a {@code String} only when
 * somebody reads one with {@link #string}.
 */
public final class BytesColumn implements Column {
  private final byte[] bytes;
  private final int[] starts;
  private final ValueOffsets offsets;
  private final Validity validity;

  /**
   * A column that keeps the given arrays: the value at position i is {@code bytes[starts[i]]} to
   * {@code bytes[starts[i + 1]]}; {@code offsets} is null for a single column.
   */
  public BytesColumn(byte[] bytes, int[] starts, int @Nullable [] offsets, Validity validity) {
    this.bytes = bytes;
    this.starts = starts;
    this.offsets = new ValueOffsets(offsets, validity);
    this.validity = validity;
  }

  /** A single column of UTF-8 strings; null is a missing row. */
  public static BytesColumn of(@Nullable String... strings) {
    ValueBuilder builder = new ValueBuilder(ValueType.STRING);
    for (String string : strings) {
      if (string != null) {
        builder.append(string.getBytes(StandardCharsets.UTF_8));
      }
      builder.endRow();
    }
    return (BytesColumn) builder.build();
  }

  /** The packed bytes; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  public int byteStart(int position) {
    return starts[position];
  }

  public int byteEnd(int position) {
    return starts[position + 1];
  }

  public int length(int position) {
    return starts[position + 1] - starts[position];
  }

  public byte[] copy(int position) {
    return Arrays.copyOfRange(bytes, starts[position], starts[position + 1]);
  }

  /** The value as text, decoded as UTF-8. */
  public String string(int position) {
    return new String(bytes, starts[position], length(position), StandardCharsets.UTF_8);
  }

  /** Where each value begins, and behind them where the last one ends; not a copy. */
  public int[] starts() {
    return starts;
  }

  int @Nullable [] offsets() {
    return offsets.array();
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public Validity validity() {
    return validity;
  }

  @Override
  public boolean isSingle() {
    return offsets.isSingle();
  }

  @Override
  public int valueStart(int row) {
    return offsets.start(row);
  }

  @Override
  public int valueEnd(int row) {
    return offsets.end(row);
  }

  @Override
  public BytesColumn select(int[] rows, int count) {
    int values = offsets.countOf(rows, count);
    int[] pickedStarts = new int[values + 1];
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += starts[offsets.slotEnd(rows[i])] - starts[offsets.slotStart(rows[i])];
    }
    byte[] picked = new byte[size];
    int value = 0;
    for (int i = 0; i < count; i++) {
      for (int p = offsets.slotStart(rows[i]); p < offsets.slotEnd(rows[i]); p++) {
        int length = starts[p + 1] - starts[p];
        System.arraycopy(bytes, starts[p], picked, pickedStarts[value], length);
        pickedStarts[value + 1] = pickedStarts[value] + length;
        value++;
      }
    }
    return new BytesColumn(
        picked, pickedStarts, offsets.select(rows, count), validity.select(rows, count));
  }
}
