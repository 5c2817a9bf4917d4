package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches written down row by row: a value for every column, null where it is missing, a {@link
 * List} for several or none.
 */
public final class Rows {
  private final ColumnBatchBuilder builder;

  private Rows(Layout layout) {
    builder = new ColumnBatchBuilder(layout, false);
  }

  public static Rows of(Object... namesAndTypes) {
    Layout.Field[] fields = new Layout.Field[namesAndTypes.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          new Layout.Field((String) namesAndTypes[2 * i], (ValueType) namesAndTypes[2 * i + 1]);
    }
    return new Rows(Layout.of(fields));
  }

  public Rows add(@Nullable Object... values) {
    return at(0, values);
  }

  public Rows at(long eventTime, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof List<?> list) {
        builder.appendEmpty(i);
        for (Object each : list) {
          append(i, each);
        }
      } else {
        append(i, value);
      }
    }
    SourcePosition position = new SourcePosition("test", -1, builder.rows());
    builder.endRow(new byte[] {1}, eventTime, position, new byte[0]);
    return this;
  }

  private void append(int column, @Nullable Object value) {
    if (value instanceof Double number) {
      builder.append(column, number.doubleValue());
    } else if (value instanceof Long number) {
      builder.append(column, number.longValue());
    } else if (value instanceof String text) {
      builder.append(column, text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] bytes) {
      builder.append(column, bytes);
    }
  }

  public ColumnBatch batch() {
    return builder.build();
  }

  public List<ColumnBatch> batches() {
    return List.of(batch());
  }
}
