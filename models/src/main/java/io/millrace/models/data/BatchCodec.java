package io.millrace.models.data;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes batches to bytes and reads them back; a batch carries its own layout. */
public final class BatchCodec {
  private static final ValueType[] TYPES = ValueType.values();

  private BatchCodec() {}

  public static void write(ColumnBatch batch, DataOutput out) throws IOException {
    int rows = batch.rows();
    out.writeInt(rows);
    PrimitiveArrays.write(batch.eventTimes(), rows, out);
    out.writeBoolean(batch.hasIds());
    if (batch.hasIds()) {
      writeColumn(batch.ids(), out);
    }
    out.writeUTF(batch.positions().origin());
    PrimitiveArrays.write(batch.positions().partitions(), rows, out);
    PrimitiveArrays.write(batch.positions().offsets(), rows, out);
    BytesColumn originals = batch.originals();
    out.writeBoolean(originals != null);
    if (originals != null) {
      writeColumn(originals, out);
    }
    writeColumns(batch.layout(), batch.columns(), out);
  }

  public static ColumnBatch read(DataInput in) throws IOException {
    int rows = in.readInt();
    long[] times = PrimitiveArrays.readLongs(rows, in);
    BytesColumn ids = in.readBoolean() ? (BytesColumn) readColumn(ValueType.STRING, in) : null;
    String origin = in.readUTF();
    int[] partitions = PrimitiveArrays.readInts(rows, in);
    long[] offsets = PrimitiveArrays.readLongs(rows, in);
    BytesColumn originals =
        in.readBoolean() ? (BytesColumn) readColumn(ValueType.STRING, in) : null;
    Layout layout = readLayout(in);
    return new ColumnBatch(
        layout,
        readColumns(layout, in),
        times,
        ids,
        new SourcePositions(origin, partitions, offsets),
        originals);
  }

  /** Writes columns with their layout, without the rows' ids and times. */
  public static void writeColumns(Layout layout, List<Column> columns, DataOutput out)
      throws IOException {
    out.writeInt(layout.size());
    for (Layout.Field field : layout.fields()) {
      out.writeUTF(field.name());
      out.writeByte(field.type().ordinal());
    }
    for (Column column : columns) {
      writeColumn(column, out);
    }
  }

  /** Reads the layout that {@link #writeColumns} wrote. */
  public static Layout readLayout(DataInput in) throws IOException {
    int size = in.readInt();
    List<Layout.Field> fields = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      fields.add(new Layout.Field(in.readUTF(), TYPES[in.readByte()]));
    }
    return new Layout(fields);
  }

  /** Reads the columns that stand behind their layout. */
  public static List<Column> readColumns(Layout layout, DataInput in) throws IOException {
    List<Column> columns = new ArrayList<>(layout.size());
    for (Layout.Field field : layout.fields()) {
      columns.add(readColumn(field.type(), in));
    }
    return columns;
  }

  private static void writeColumn(Column column, DataOutput out) throws IOException {
    Validity validity = column.validity();
    int rows = validity.rows();
    out.writeInt(rows);
    writeValidity(validity, out);
    int[] offsets = offsets(column);
    out.writeBoolean(offsets != null);
    if (offsets != null) {
      PrimitiveArrays.write(offsets, rows + 1, out);
    }
    int values = offsets == null ? rows : offsets[rows];
    out.writeBoolean(column instanceof ListColumn);
    if (column instanceof IntColumn ints) {
      PrimitiveArrays.write(ints.values(), values, out);
    } else if (column instanceof FloatColumn floats) {
      PrimitiveArrays.write(floats.values(), values, out);
    } else if (column instanceof BytesColumn strings) {
      PrimitiveArrays.write(strings.starts(), values + 1, out);
      out.write(strings.bytes(), 0, strings.starts()[values]);
    } else if (column instanceof ListColumn lists) {
      writeColumn(lists.elements(), out);
    } else if (column instanceof StructColumn structs) {
      writeColumns(structs.children(), structs.columns(), out);
    }
  }

  private static int @Nullable [] offsets(Column column) {
    if (column instanceof IntColumn ints) {
      return ints.offsets();
    }
    if (column instanceof FloatColumn floats) {
      return floats.offsets();
    }
    if (column instanceof BytesColumn strings) {
      return strings.offsets();
    }
    return column instanceof ListColumn lists ? lists.offsets() : ((StructColumn) column).offsets();
  }

  private static Column readColumn(ValueType type, DataInput in) throws IOException {
    int rows = in.readInt();
    Validity validity = readValidity(rows, in);
    int @Nullable [] offsets = null;
    int values = rows;
    if (in.readBoolean()) {
      offsets = PrimitiveArrays.readInts(rows + 1, in);
      values = offsets[rows];
    }
    if (in.readBoolean()) {
      if (offsets == null) {
        throw new IOException("list column: no offsets (expected: some)");
      }
      return new ListColumn(offsets, validity, readColumn(type, in));
    }
    return readValues(type, values, offsets, validity, in);
  }

  private static Column readValues(
      ValueType type, int values, int @Nullable [] offsets, Validity validity, DataInput in)
      throws IOException {
    return switch (type) {
      case INT -> new IntColumn(PrimitiveArrays.readLongs(values, in), offsets, validity);
      case FLOAT -> new FloatColumn(PrimitiveArrays.readDoubles(values, in), offsets, validity);
      case STRING -> {
        int[] starts = PrimitiveArrays.readInts(values + 1, in);
        byte[] bytes = new byte[starts[values]];
        in.readFully(bytes);
        yield new BytesColumn(bytes, starts, offsets, validity);
      }
      case STRUCT -> {
        Layout children = readLayout(in);
        yield new StructColumn(offsets, validity, children, readColumns(children, in));
      }
    };
  }

  private static void writeValidity(Validity validity, DataOutput out) throws IOException {
    long[] words = validity.words();
    out.writeBoolean(words != null);
    if (words != null) {
      PrimitiveArrays.write(words, (validity.rows() + 63) >> 6, out);
    }
  }

  private static Validity readValidity(int rows, DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return Validity.allPresent(rows);
    }
    return Validity.of(rows, PrimitiveArrays.readLongs((rows + 63) >> 6, in));
  }
}
