package io.millrace.models.data;

import org.jspecify.annotations.Nullable;

/** A column of 64-bit integers. */
public final class IntColumn implements Column {
  private final long[] values;
  private final ValueOffsets offsets;
  private final Validity validity;

  /** A column that keeps the given arrays; {@code offsets} is null for a single column. */
  public IntColumn(long[] values, int @Nullable [] offsets, Validity validity) {
    this.values = values;
    this.offsets = new ValueOffsets(offsets, validity);
    this.validity = validity;
  }

  /** The values; not a copy, and possibly longer than needed. */
  public long[] values() {
    return values;
  }

  public long value(int position) {
    return values[position];
  }

  int @Nullable [] offsets() {
    return offsets.array();
  }

  @Override
  public ValueType type() {
    return ValueType.INT;
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
  public IntColumn select(int[] rows, int count) {
    long[] picked = new long[offsets.countOf(rows, count)];
    int to = 0;
    for (int i = 0; i < count; i++) {
      int start = offsets.slotStart(rows[i]);
      int length = offsets.slotEnd(rows[i]) - start;
      System.arraycopy(values, start, picked, to, length);
      to += length;
    }
    return new IntColumn(picked, offsets.select(rows, count), validity.select(rows, count));
  }
}
