package io.millrace.models.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Examples as Avro: the row that was predicted, what was predicted by which version, and the label
 * that came later.
 *
 * <p>A row is encoded once, when it is predicted; its label is appended to those bytes when it
 * arrives, because Avro writes the fields of a record one behind the other and the label's come
 * last. The store then copies bytes. Not thread-safe.
 */
public final class ExampleCodec {
  public static final String RECORD_ID = "record_id";
  public static final String EVENT_TIME = "event_time";
  public static final String PREDICTION = "prediction";
  public static final String MODEL_VERSION = "model_version";
  public static final String LABEL = "label";
  public static final String LABEL_TIME = "label_time";

  /** The columns that an example has beside those of its record. */
  public static final Set<String> ADDED = Set.of(PREDICTION, MODEL_VERSION, LABEL, LABEL_TIME);

  private final Layout layout;
  private final Schema schema;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

  /** A codec of rows with these columns; other columns of a batch are not stored. */
  public ExampleCodec(Layout layout) {
    this.layout = layout;
    this.schema = schemaOf(layout);
  }

  /** The Avro schema of a labelled example with these columns. */
  public static Schema schemaOf(Layout layout) {
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record("LabelledExample").namespace("io.millrace").fields();
    fields = fields.requiredString(RECORD_ID).requiredLong(EVENT_TIME);
    for (Layout.Field field : layout.fields()) {
      Schema value =
          Schema.create(
              switch (field.type()) {
                case INT -> Schema.Type.LONG;
                case FLOAT -> Schema.Type.DOUBLE;
                case STRING -> Schema.Type.STRING;
                case STRUCT ->
                    throw new IllegalArgumentException(
                        "column "
                            + field.name()
                            + ": STRUCT (expected: INT, FLOAT or STRING, as examples store)");
              });
      Schema nullable =
          Schema.createUnion(Schema.create(Schema.Type.NULL), value, Schema.createArray(value));
      fields = fields.name(field.name()).type(nullable).noDefault();
    }
    return fields
        .requiredDouble(PREDICTION)
        .requiredLong(MODEL_VERSION)
        .requiredDouble(LABEL)
        .requiredLong(LABEL_TIME)
        .endRecord();
  }

  public Schema schema() {
    return schema;
  }

  /**
   * Where each of the codec's columns stands in the batch; -1 where the batch has none.
   *
   * @throws IllegalArgumentException when one has lists of lists or structs
   */
  public int[] resolve(ColumnBatch batch) {
    int[] positions = new int[layout.size()];
    for (int i = 0; i < positions.length; i++) {
      String name = layout.field(i).name();
      positions[i] = batch.layout().indexOf(name);
      if (positions[i] >= 0 && batch.column(positions[i]).isNested()) {
        throw new IllegalArgumentException(
            "column " + name + ": nested (expected: a list of plain values, as examples store)");
      }
    }
    return positions;
  }

  /**
   * The row without its label.
   *
   * @param positions what {@link #resolve} says of the batch
   * @param prediction what the model said; NaN if no model was asked
   * @param modelVersion the version that said it; 0 if no model was asked
   */
  public byte[] encode(
      ColumnBatch batch, int[] positions, int row, double prediction, long modelVersion) {
    try {
      begin();
      BytesColumn ids = batch.ids();
      encoder.writeBytes(ids.bytes(), ids.byteStart(row), ids.length(row));
      encoder.writeLong(batch.eventTime(row));
      for (int position : positions) {
        if (position < 0 || !batch.column(position).isPresent(row)) {
          encoder.writeIndex(0);
        } else {
          values(batch.column(position), row);
        }
      }
      encoder.writeDouble(prediction);
      encoder.writeLong(modelVersion);
      return end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The labelled example: the encoded row with its label behind it. */
  public byte[] withLabel(byte[] row, double label, long labelTime) {
    try {
      begin();
      encoder.writeFixed(row);
      encoder.writeDouble(label);
      encoder.writeLong(labelTime);
      return end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
    bytes.reset();
    encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
  }

  private byte[] end() throws IOException {
    encoder.flush();
    return bytes.toByteArray();
  }

  private void values(Column column, int row) throws IOException {
    int from = column.valueStart(row);
    int to = column.valueEnd(row);
    if (to - from == 1) {
      encoder.writeIndex(1);
      value(column, from);
      return;
    }
    encoder.writeIndex(2);
    encoder.writeArrayStart();
    encoder.setItemCount(to - from);
    for (int position = from; position < to; position++) {
      encoder.startItem();
      value(column, position);
    }
    encoder.writeArrayEnd();
  }

  private void value(Column column, int position) throws IOException {
    if (column instanceof IntColumn ints) {
      encoder.writeLong(ints.value(position));
    } else if (column instanceof FloatColumn floats) {
      encoder.writeDouble(floats.value(position));
    } else if (column instanceof BytesColumn strings) {
      encoder.writeBytes(strings.bytes(), strings.byteStart(position), strings.length(position));
    }
  }

  /** The event time of an encoded row, with or without its label. */
  public static long eventTime(byte[] row) {
    try {
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(row, null);
      decoder.skipString();
      return decoder.readLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes labelled examples as one Avro file and closes the stream. */
  public void writeFile(Iterable<byte[]> labelled, OutputStream out) throws IOException {
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.setCodec(CodecFactory.deflateCodec(1));
      writer.create(schema, out);
      for (byte[] example : labelled) {
        writer.appendEncoded(ByteBuffer.wrap(example));
      }
    }
  }

  /**
   * Reads a file of labelled examples into a batch with the row's columns, and {@link #PREDICTION},
   * {@link #MODEL_VERSION}, {@link #LABEL} and {@link #LABEL_TIME} behind them.
   *
   * @param origin the file's name, for the rows' source positions
   */
  public static ColumnBatch readFile(InputStream in, String origin) throws IOException {
    try (DataFileStream<GenericRecord> file =
        new DataFileStream<>(in, new GenericDatumReader<>())) {
      RowReader row = new RowReader(sourceLayout(file.getSchema()));
      AvroRow fields = new AvroRow(file.getSchema(), row);
      BinaryDecoder decoder = null;
      long read = 0;
      while (file.hasNext()) {
        long count = file.getBlockCount();
        ByteBuffer block = file.nextBlock();
        int size = block.remaining();
        decoder =
            DecoderFactory.get()
                .binaryDecoder(
                    block.array(), block.arrayOffset() + block.position(), size, decoder);
        for (long i = 0; i < count; i++) {
          SourcePosition position = new SourcePosition(origin, -1, read++);
          RawRecord record = new RawRecord(null, position, 0L);
          row.begin();
          fields.read(decoder, size);
          row.end(record, new byte[0]);
        }
      }
      return row.take().withoutOriginals();
    } catch (UndecodableException
        | AvroRuntimeException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | UnsupportedOperationException e) {
      throw new IOException(origin + ": " + e.getMessage(), e);
    }
  }

  /** Encoded labelled examples as a batch, laid out as {@link #readFile} does. */
  public ColumnBatch batch(Iterable<byte[]> labelled, String origin) {
    RowReader row = new RowReader(sourceLayout(schema));
    AvroRow fields = new AvroRow(schema, row);
    BinaryDecoder decoder = null;
    long read = 0;
    try {
      for (byte[] example : labelled) {
        decoder = DecoderFactory.get().binaryDecoder(example, decoder);
        RawRecord record = new RawRecord(null, new SourcePosition(origin, -1, read++), 0L);
        row.begin();
        fields.read(decoder, example.length);
        row.end(record, new byte[0]);
      }
    } catch (IOException | UndecodableException e) {
      throw new IllegalArgumentException(
          "example: " + e.getMessage() + " (expected: what this codec encodes)", e);
    }
    return row.take().withoutOriginals();
  }

  private static SourceLayout sourceLayout(Schema schema) {
    List<SourceLayout.SourceField> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(new SourceLayout.SourceField(field.name(), fieldType(field)));
    }
    return new SourceLayout(
        fields, RECORD_ID, EVENT_TIME, new TimestampFormat("epoch_millis", "UTC"));
  }

  private static SourceLayout.FieldType fieldType(Schema.Field field) {
    Schema schema = field.schema();
    Schema.Type type =
        schema.getType() == Schema.Type.UNION
            ? schema.getTypes().get(1).getType()
            : schema.getType();
    return switch (type) {
      case LONG -> SourceLayout.FieldType.INT;
      case DOUBLE -> SourceLayout.FieldType.FLOAT;
      default -> SourceLayout.FieldType.STRING;
    };
  }
}
