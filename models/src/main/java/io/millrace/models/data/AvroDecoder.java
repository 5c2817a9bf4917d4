package io.millrace.models.data;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record in Avro's binary encoding, of a schema that is known beforehand, straight into
 * columns: no generic record between, and fields that nobody wants are skipped.
 */
public final class AvroDecoder implements RecordDecoder {
  private final RowReader row;
  private final AvroRow fields;
  private @Nullable BinaryDecoder reused;

  /**
   * A decoder of records written with {@code schema}.
   *
   * @throws IllegalArgumentException if the schema is no record, or lacks or contradicts a field
   */
  public AvroDecoder(SourceLayout layout, Schema schema) {
    this.row = new RowReader(layout);
    this.fields = new AvroRow(schema, row);
  }

  @Override
  public void decode(RawRecord record, byte[] value) throws UndecodableException {
    row.begin();
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, reused);
    reused = in;
    try {
      fields.read(in, value.length);
      if (!in.isEnd()) {
        throw new UndecodableException(
            "record: bytes are left over (expected: one Avro record of the configured schema)");
      }
      row.end(record, value);
    } catch (UndecodableException e) {
      row.discard();
      throw e;
    } catch (IOException
        | AvroRuntimeException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      row.discard();
      throw new UndecodableException(
          "record: " + e + " (expected: one Avro record of the configured schema)", e);
    }
  }

  @Override
  public int rows() {
    return row.rows();
  }

  @Override
  public ColumnBatch take() {
    return row.take();
  }

  @Override
  public @Nullable Long lastEventTime() {
    return row.eventTime();
  }
}
