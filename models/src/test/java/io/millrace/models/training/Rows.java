package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches written down row by row: a value for every column, null where it is missing. */
final class Rows {
  private final ColumnBatchBuilder builder;

  private Rows(Layout layout) {
    builder = new ColumnBatchBuilder(layout, false);
  }

  static Rows of(Object... namesAndTypes) {
    Layout.Field[] fields = new Layout.Field[namesAndTypes.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          new Layout.Field((String) namesAndTypes[2 * i], (ValueType) namesAndTypes[2 * i + 1]);
    }
    return new Rows(Layout.of(fields));
  }

  Rows add(@Nullable Object... values) {
    return at(0, values);
  }

  Rows at(long eventTime, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Double number) {
        builder.append(i, number.doubleValue());
      } else if (value instanceof Long number) {
        builder.append(i, number.longValue());
      } else if (value instanceof String text) {
        builder.append(i, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    SourcePosition position = new SourcePosition("test", -1, builder.rows());
    builder.endRow(new byte[] {1}, eventTime, position, new byte[0]);
    return this;
  }

  ColumnBatch batch() {
    return builder.build();
  }

  List<ColumnBatch> batches() {
    return List.of(batch());
  }
}
