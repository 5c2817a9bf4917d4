package io.millrace.models.data;

import io.millrace.models.data.SourceLayout.FieldType;
import io.millrace.models.data.SourceLayout.SourceField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A source with one field of each kind, and ways to read its records and show what came out. */
final class Sources {
  static final SourceLayout LAYOUT =
      new SourceLayout(
          List.of(
              new SourceField("id", FieldType.STRING),
              new SourceField("at", FieldType.TIMESTAMP),
              new SourceField("count", FieldType.INT),
              new SourceField("price", FieldType.FLOAT),
              new SourceField("name", FieldType.STRING),
              new SourceField("note", FieldType.SKIP)),
          "id",
          "at",
          new TimestampFormat("epoch_millis", "UTC"));

  private Sources() {}

  static void decode(RecordDecoder decoder, String text) throws UndecodableException {
    decode(decoder, text.getBytes(StandardCharsets.UTF_8));
  }

  static void decode(RecordDecoder decoder, byte[] value) throws UndecodableException {
    SourcePosition position = new SourcePosition("topic", 0, decoder.rows());
    decoder.decode(new RawRecord(value, position, 0), value);
  }

  /**
   * The row's values in every column: "missing", the value, or a list where there is not one value.
   */
  static List<Object> row(ColumnBatch batch, int row) {
    List<Object> shown = new ArrayList<>();
    for (Column column : batch.columns()) {
      shown.add(values(column, row));
    }
    return shown;
  }

  /** The original bytes of a row, of a batch that has them. */
  static String original(ColumnBatch batch, int row) {
    return Objects.requireNonNull(batch.originals()).string(row);
  }

  static Object values(Column column, int row) {
    List<Object> values = new ArrayList<>();
    for (int at = column.valueStart(row); at < column.valueEnd(row); at++) {
      if (column instanceof IntColumn ints) {
        values.add(ints.value(at));
      } else if (column instanceof FloatColumn floats) {
        values.add(floats.value(at));
      } else if (column instanceof BytesColumn strings) {
        values.add(strings.string(at));
      }
    }
    return !column.isPresent(row) ? "missing" : values.size() == 1 ? values.get(0) : values;
  }
}
