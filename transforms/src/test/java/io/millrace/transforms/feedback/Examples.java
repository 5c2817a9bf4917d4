package io.millrace.transforms.feedback;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.transforms.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Examples with one column, {@code size}, as they are encoded, and as text. */
final class Examples {
  static final Layout COLUMNS = Rows.layout("size", ValueType.FLOAT);

  private Examples() {}

  static byte[] row(String id, long eventTime, double size, double prediction, long version) {
    ColumnBatch batch = Rows.of(COLUMNS).add(id, eventTime, size).batch();
    ExampleCodec codec = new ExampleCodec(COLUMNS);
    return codec.encode(batch, codec.resolve(batch), 0, prediction, version);
  }

  static byte[] labelled(String id, long eventTime, double size, double label) {
    return new ExampleCodec(COLUMNS)
        .withLabel(row(id, eventTime, size, Double.NaN, 0), label, eventTime + 1);
  }

  /** One text a row: {@code id@time size -> prediction by version; label@time}. */
  static List<String> texts(List<ColumnBatch> batches) {
    List<String> texts = new ArrayList<>();
    for (ColumnBatch batch : batches) {
      for (int row = 0; row < batch.rows(); row++) {
        texts.add(
            batch.ids().string(row)
                + "@"
                + batch.eventTime(row)
                + " "
                + number("size", batch, row)
                + " -> "
                + number(ExampleCodec.PREDICTION, batch, row)
                + " by "
                + integer(ExampleCodec.MODEL_VERSION, batch, row)
                + "; "
                + number(ExampleCodec.LABEL, batch, row)
                + "@"
                + integer(ExampleCodec.LABEL_TIME, batch, row));
      }
    }
    return texts;
  }

  private static double number(String column, ColumnBatch batch, int row) {
    return ((FloatColumn) Objects.requireNonNull(batch.column(column))).value(row);
  }

  private static long integer(String column, ColumnBatch batch, int row) {
    return ((IntColumn) Objects.requireNonNull(batch.column(column))).value(row);
  }
}
