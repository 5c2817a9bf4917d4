package io.millrace.models.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/** Reads the fields of one Avro record, in the schema's order, into a row. */
final class AvroRow {
  private static final int UNKNOWN = -1;

  private final List<Schema.Field> schemaFields;
  private final int[] targets;
  private final RowReader row;
  private byte[] buffer = new byte[256];

  AvroRow(Schema schema, RowReader row) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException(
          "Avro schema: " + schema.getType() + " (expected: a record)");
    }
    this.row = row;
    this.schemaFields = schema.getFields();
    this.targets = new int[schemaFields.size()];
    java.util.Arrays.fill(targets, UNKNOWN);
    for (int field = 0; field < row.fieldCount(); field++) {
      Schema.Field written = schema.getField(row.name(field));
      if (written == null) {
        throw new IllegalArgumentException(
            "column: " + row.name(field) + " (expected: a field of the Avro schema)");
      }
      targets[written.pos()] = field;
    }
  }

  /**
   * Reads one record.
   *
   * @param limit how many bytes there are, beyond which no length that the record says can go
   */
  void read(BinaryDecoder in, int limit) throws IOException, UndecodableException {
    for (int i = 0; i < targets.length; i++) {
      Schema schema = schemaFields.get(i).schema();
      int field = targets[i];
      if (field == UNKNOWN || row.isSkipped(field)) {
        AvroSkip.value(in, schema, limit, 0);
      } else {
        value(in, schema, field, limit);
      }
    }
  }

  private void value(BinaryDecoder in, Schema schema, int field, int limit)
      throws IOException, UndecodableException {
    switch (schema.getType()) {
      case UNION -> value(in, schema.getTypes().get(in.readIndex()), field, limit);
      case NULL -> in.readNull();
      case INT -> row.integer(field, in.readInt());
      case LONG -> row.integer(field, in.readLong());
      case FLOAT -> row.number(field, in.readFloat());
      case DOUBLE -> row.number(field, in.readDouble());
      case BOOLEAN -> {
        byte[] text = (in.readBoolean() ? "true" : "false").getBytes(StandardCharsets.UTF_8);
        row.text(field, text, 0, text.length);
      }
      case STRING, BYTES -> {
        int length = AvroSkip.length(in, limit);
        if (length > buffer.length) {
          buffer = new byte[length];
        }
        in.readFixed(buffer, 0, length);
        row.text(field, buffer, 0, length);
      }
      case ENUM -> {
        byte[] text = schema.getEnumSymbols().get(in.readEnum()).getBytes(StandardCharsets.UTF_8);
        row.text(field, text, 0, text.length);
      }
      case ARRAY -> {
        boolean empty = true;
        for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
          for (long i = 0; i < n; i++) {
            value(in, schema.getElementType(), field, limit);
          }
          empty = false;
        }
        if (empty) {
          row.empty(field);
        }
      }
      default ->
          throw new UndecodableException(
              row.name(field) + ": " + schema.getType() + " (expected: a value or an array)");
    }
  }
}
