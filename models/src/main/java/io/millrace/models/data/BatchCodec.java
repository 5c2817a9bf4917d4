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
    for (long time : batch.eventTimes()) {
      out.writeLong(time);
    }
    out.writeBoolean(batch.hasIds());
    if (batch.hasIds()) {
      writeColumn(batch.ids(), out);
    }
    out.writeUTF(batch.positions().origin());
    for (int row = 0; row < rows; row++) {
      out.writeInt(batch.positions().partition(row));
      out.writeLong(batch.positions().offset(row));
    }
    BytesColumn originals = batch.originals();
    out.writeBoolean(originals != null);
    if (originals != null) {
      writeColumn(originals, out);
    }
    writeColumns(batch.layout(), batch.columns(), out);
  }

  public static ColumnBatch read(DataInput in) throws IOException {
    int rows = in.readInt();
    long[] times = new long[rows];
    for (int row = 0; row < rows; row++) {
      times[row] = in.readLong();
    }
    BytesColumn ids = in.readBoolean() ? (BytesColumn) readColumn(ValueType.STRING, in) : null;
    String origin = in.readUTF();
    int[] partitions = new int[rows];
    long[] offsets = new long[rows];
    for (int row = 0; row < rows; row++) {
      partitions[row] = in.readInt();
      offsets[row] = in.readLong();
    }
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
      for (int i = 0; i <= rows; i++) {
        out.writeInt(offsets[i]);
      }
    }
    int values = offsets == null ? rows : offsets[rows];
    out.writeBoolean(column instanceof ListColumn);
    if (column instanceof IntColumn ints) {
      for (int i = 0; i < values; i++) {
        out.writeLong(ints.value(i));
      }
    } else if (column instanceof FloatColumn floats) {
      for (int i = 0; i < values; i++) {
        out.writeDouble(floats.value(i));
      }
    } else if (column instanceof BytesColumn strings) {
      for (int i = 0; i <= values; i++) {
        out.writeInt(strings.starts()[i]);
      }
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
      offsets = new int[rows + 1];
      for (int i = 0; i <= rows; i++) {
        offsets[i] = in.readInt();
      }
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
      case INT -> {
        long[] ints = new long[values];
        for (int i = 0; i < values; i++) {
          ints[i] = in.readLong();
        }
        yield new IntColumn(ints, offsets, validity);
      }
      case FLOAT -> {
        double[] floats = new double[values];
        for (int i = 0; i < values; i++) {
          floats[i] = in.readDouble();
        }
        yield new FloatColumn(floats, offsets, validity);
      }
      case STRING -> {
        int[] starts = new int[values + 1];
        for (int i = 0; i <= values; i++) {
          starts[i] = in.readInt();
        }
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
      for (int i = 0; i < (validity.rows() + 63) >> 6; i++) {
        out.writeLong(words[i]);
      }
    }
  }

  private static Validity readValidity(int rows, DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return Validity.allPresent(rows);
    }
    long[] words = new long[(rows + 63) >> 6];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    return Validity.of(rows, words);
  }
}
