package io.millrace.models.data;

import org.jspecify.annotations.Nullable;

/** A column of 64-bit floats; NaN and the infinities are values like others. */
public final class FloatColumn implements Column {
  private final double[] values;
  private final ValueOffsets offsets;
  private final Validity validity;

  /** A column that keeps the given arrays; {@code offsets} is null for a single column. */
  public FloatColumn(double[] values, int @Nullable [] offsets, Validity validity) {
    this.values = values;
    this.offsets = new ValueOffsets(offsets, validity);
    this.validity = validity;
  }

  /** A single column without missing rows. */
  public static FloatColumn of(double... values) {
    return new FloatColumn(values, null, Validity.allPresent(values.length));
  }

  /** The values; not a copy, and possibly longer than needed. */
  public double[] values() {
    return values;
  }

  public double value(int position) {
    return values[position];
  }

  int @Nullable [] offsets() {
    return offsets.array();
  }

  @Override
  public ValueType type() {
    return ValueType.FLOAT;
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
  public FloatColumn select(int[] rows, int count) {
    double[] picked = new double[offsets.countOf(rows, count)];
    int to = 0;
    for (int i = 0; i < count; i++) {
      int start = offsets.slotStart(rows[i]);
      int length = offsets.slotEnd(rows[i]) - start;
      System.arraycopy(values, start, picked, to, length);
      to += length;
    }
    return new FloatColumn(picked, offsets.select(rows, count), validity.select(rows, count));
  }
}
