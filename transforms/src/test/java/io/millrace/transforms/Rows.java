package io.millrace.transforms;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Batches written down row by row: id, event time, and a value for every column, null where it is
 * missing. A row's original bytes are its id.
 */
public final class Rows {
  private final ColumnBatchBuilder builder;

  private Rows(Layout layout) {
    builder = new ColumnBatchBuilder(layout, true);
  }

  public static Layout layout(Object... namesAndTypes) {
    Layout.Field[] fields = new Layout.Field[namesAndTypes.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          new Layout.Field((String) namesAndTypes[2 * i], (ValueType) namesAndTypes[2 * i + 1]);
    }
    return Layout.of(fields);
  }

  public static Rows of(Layout layout) {
    return new Rows(layout);
  }

  public Rows add(String id, long eventTime, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      append(i, values[i]);
    }
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    builder.endRow(bytes, eventTime, new SourcePosition("test", -1, builder.rows()), bytes);
    return this;
  }

  private void append(int column, @Nullable Object value) {
    if (value instanceof Double number) {
      builder.append(column, number.doubleValue());
    } else if (value instanceof Long number) {
      builder.append(column, number.longValue());
    } else if (value instanceof String text) {
      builder.append(column, text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof double[] list) {
      builder.appendEmpty(column);
      for (double number : list) {
        builder.append(column, number);
      }
    }
  }

  public ColumnBatch batch() {
    return builder.build();
  }
}
