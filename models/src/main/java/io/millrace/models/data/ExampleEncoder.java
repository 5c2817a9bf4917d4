package io.millrace.models.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a batch as serialized {@code tf.Example}s, without making messages of them.
 *
 * <p>The wire format (tensorflow/core/example/example.proto, feature.proto): {@code Example}{1:
 * {@code Features}{1: map of name to {@code Feature}}}, a {@code Feature} being {1: {@code
 * BytesList}}, {2: {@code FloatList}} or {3: {@code Int64List}}, each with its values at 1, numbers
 * packed. Features stand in the order of their names, so equal rows give equal bytes. A missing row
 * has no feature, an empty list a feature without values. Not thread-safe.
 */
public final class ExampleEncoder {
  private static final int BYTES_LIST = 1;
  private static final int FLOAT_LIST = 2;
  private static final int INT64_LIST = 3;
  private static final int LENGTH_DELIMITED = 2;

  private final List<Layout.Field> features;
  private final byte[][] names;

  /** The size of each feature's inner message in the row that is being written. */
  private final int[] listSizes;

  private byte[] out = new byte[1 << 12];
  private int size;

  /**
   * An encoder of these features: each is the column of its name, as a list of its type. An INT
   * column may be written as FLOAT.
   */
  public ExampleEncoder(List<Layout.Field> features) {
    this.features = new ArrayList<>(features);
    this.features.sort(Comparator.comparing(Layout.Field::name));
    this.names = new byte[features.size()][];
    this.listSizes = new int[features.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = this.features.get(i).name().getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * The rows as examples, one each. Columns that the batch lacks are left out.
   *
   * @throws IllegalArgumentException when a column is of another type than its feature, or nested
   */
  public BytesColumn encode(ColumnBatch rows) {
    @Nullable Column[] columns = new @Nullable Column[features.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = rows.column(features.get(i).name());
      requireFit(features.get(i), columns[i]);
    }
    int[] starts = new int[rows.rows() + 1];
    size = 0;
    for (int row = 0; row < rows.rows(); row++) {
      example(columns, row);
      starts[row + 1] = size;
    }
    return new BytesColumn(
        Arrays.copyOf(out, size), starts, null, Validity.allPresent(rows.rows()));
  }

  private static void requireFit(Layout.Field feature, @Nullable Column column) {
    if (column == null) {
      return;
    }
    boolean fits =
        column.type() == feature.type()
            || (column.type() == ValueType.INT && feature.type() == ValueType.FLOAT);
    if (!fits || column.isNested()) {
      throw new IllegalArgumentException(
          "column "
              + feature.name()
              + ": "
              + column.type()
              + (column.isNested() ? " in lists of lists" : "")
              + " (expected: "
              + feature.type()
              + ", as the feature)");
    }
  }

  private void example(@Nullable Column[] columns, int row) {
    int featuresSize = 0;
    for (int i = 0; i < columns.length; i++) {
      Column column = columns[i];
      if (column != null && column.isPresent(row)) {
        listSizes[i] = listSize(i, column, row);
        int entry = entrySize(i);
        featuresSize += 1 + varintSize(entry) + entry;
      }
    }
    reserve(featuresSize + 12);
    tag(1);
    varint(featuresSize);
    for (int i = 0; i < columns.length; i++) {
      Column column = columns[i];
      if (column != null && column.isPresent(row)) {
        entry(i, column, row);
      }
    }
  }

  private int entrySize(int feature) {
    int name = names[feature].length;
    int value = valueSize(feature);
    return 1 + varintSize(name) + name + 1 + varintSize(value) + value;
  }

  private int valueSize(int feature) {
    return 1 + varintSize(listSizes[feature]) + listSizes[feature];
  }

  /** The bytes of the inner message: BytesList, FloatList or Int64List. */
  private int listSize(int feature, Column column, int row) {
    int start = column.valueStart(row);
    int end = column.valueEnd(row);
    if (start == end) {
      return 0;
    }
    if (column instanceof BytesColumn strings) {
      int bytes = 0;
      for (int position = start; position < end; position++) {
        bytes += 1 + varintSize(strings.length(position)) + strings.length(position);
      }
      return bytes;
    }
    int packed = packedSize(feature, column, start, end);
    return 1 + varintSize(packed) + packed;
  }

  private int packedSize(int feature, Column column, int start, int end) {
    if (features.get(feature).type() == ValueType.FLOAT) {
      return 4 * (end - start);
    }
    IntColumn ints = (IntColumn) column;
    int bytes = 0;
    for (int position = start; position < end; position++) {
      bytes += varintSize(ints.value(position));
    }
    return bytes;
  }

  private void entry(int feature, Column column, int row) {
    int list = listSizes[feature];
    tag(1);
    varint(entrySize(feature));
    tag(1);
    varint(names[feature].length);
    bytes(names[feature], 0, names[feature].length);
    tag(2);
    varint(valueSize(feature));
    int start = column.valueStart(row);
    int end = column.valueEnd(row);
    switch (features.get(feature).type()) {
      case STRING -> {
        tag(BYTES_LIST);
        varint(list);
        BytesColumn strings = (BytesColumn) column;
        for (int position = start; position < end; position++) {
          tag(1);
          varint(strings.length(position));
          bytes(strings.bytes(), strings.byteStart(position), strings.length(position));
        }
      }
      case FLOAT -> {
        tag(FLOAT_LIST);
        varint(list);
        packed(feature, column, start, end);
        for (int position = start; position < end; position++) {
          fixed(Float.floatToRawIntBits((float) number(column, position)));
        }
      }
      case INT -> {
        tag(INT64_LIST);
        varint(list);
        packed(feature, column, start, end);
        for (int position = start; position < end; position++) {
          varint(((IntColumn) column).value(position));
        }
      }
      case STRUCT -> throw new AssertionError("refused before");
    }
  }

  private void packed(int feature, Column column, int start, int end) {
    if (end > start) {
      tag(1);
      varint(packedSize(feature, column, start, end));
    }
  }

  private static double number(Column column, int position) {
    return column instanceof FloatColumn floats
        ? floats.value(position)
        : ((IntColumn) column).value(position);
  }

  private void tag(int field) {
    out[size++] = (byte) (field << 3 | LENGTH_DELIMITED);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out[size++] = (byte) rest;
  }

  private void fixed(int bits) {
    out[size++] = (byte) bits;
    out[size++] = (byte) (bits >>> 8);
    out[size++] = (byte) (bits >>> 16);
    out[size++] = (byte) (bits >>> 24);
  }

  private void bytes(byte[] source, int from, int length) {
    System.arraycopy(source, from, out, size, length);
    size += length;
  }

  private void reserve(int bytes) {
    if (size + bytes > out.length) {
      out = Arrays.copyOf(out, Math.max(size + bytes, out.length * 2));
    }
  }

  private static int varintSize(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }
}
