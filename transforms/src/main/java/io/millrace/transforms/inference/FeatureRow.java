package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;

/** The features of one element, by name; what is not put is missing. */
public final class FeatureRow {
  private final ColumnBatchBuilder rows;

  FeatureRow(ColumnBatchBuilder rows) {
    this.rows = rows;
  }

  /** A whole number; several of one name are a list. */
  public FeatureRow put(String name, long value) {
    int column = rows.column(name, ValueType.INT);
    if (rows.type(column) == ValueType.FLOAT) {
      rows.append(column, (double) value);
    } else {
      check(name, column, ValueType.INT);
      rows.append(column, value);
    }
    return this;
  }

  /** A number; several of one name are a list. */
  public FeatureRow put(String name, double value) {
    int column = rows.column(name, ValueType.FLOAT);
    check(name, column, ValueType.FLOAT);
    rows.append(column, value);
    return this;
  }

  /** A text, as UTF-8; several of one name are a list. */
  public FeatureRow put(String name, String value) {
    return put(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes; several of one name are a list. */
  public FeatureRow put(String name, byte[] value) {
    int column = rows.column(name, ValueType.STRING);
    check(name, column, ValueType.STRING);
    rows.append(column, value);
    return this;
  }

  private void check(String name, int column, ValueType type) {
    if (rows.type(column) != type) {
      throw new IllegalArgumentException(
          "feature " + name + ": " + type + " (expected: " + rows.type(column) + ", as before)");
    }
  }
}
