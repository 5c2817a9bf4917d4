package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;

/**
 * String tensors made in one copy. TensorFlow's own way makes several native calls a string; this
 * one lays out the tensor's memory itself (36 instead of 1,600 ns a string).
 *
 * <p>The memory is an array of {@code TF_TString}, 24 bytes each, little endian (tensorflow/
 * tsl/platform/ctstring_internal.h, since 2.4). Up to 22 bytes stand in it: {@code length << 2},
 * the bytes, zeros. Longer strings stand behind the array: u32 {@code length << 2 | 2}, u32 the
 * distance from the struct to the bytes, u32 a count of 1. As that is an inner format, it is tried
 * out once per process, and given up for the slow way if it does not read back.
 */
final class PackedStrings {
  private static final Logger LOG = LoggerFactory.getLogger(PackedStrings.class);
  private static final int STRUCT = 24;
  private static final int INLINE = 22;
  private static final boolean USABLE = readsBack();

  private PackedStrings() {}

  /** True when this process makes string tensors the fast way. */
  static boolean usable() {
    return USABLE;
  }

  /** The first {@code rows} strings, one a row or none, as a tensor; a missing one is empty. */
  static Tensor tensor(BytesColumn column, int rows, Shape shape) {
    return USABLE ? packed(column, rows, shape) : copied(column, rows, shape);
  }

  static Tensor packed(BytesColumn column, int rows, Shape shape) {
    byte[] memory = new byte[Math.toIntExact((long) rows * STRUCT + longBytes(column, rows))];
    byte[] bytes = column.bytes();
    int tail = rows * STRUCT;
    for (int row = 0; row < rows; row++) {
      int position = column.valueStart(row);
      if (position == column.valueEnd(row)) {
        continue;
      }
      int at = row * STRUCT;
      int length = column.length(position);
      if (length <= INLINE) {
        memory[at] = (byte) (length << 2);
        System.arraycopy(bytes, column.byteStart(position), memory, at + 1, length);
      } else {
        putInt(memory, at, length << 2 | 2);
        putInt(memory, at + 4, tail - at);
        putInt(memory, at + 8, 1);
        System.arraycopy(bytes, column.byteStart(position), memory, tail, length);
        tail += length;
      }
    }
    return Tensor.of(TString.class, shape, DataBuffers.of(memory, true, false));
  }

  /** The bytes of all strings that do not stand in their struct. */
  private static long longBytes(BytesColumn column, int rows) {
    int[] starts = column.starts();
    int values = column.isSingle() || rows == 0 ? rows : column.valueEnd(rows - 1);
    long size = 0;
    for (int i = 0; i < values; i++) {
      int length = starts[i + 1] - starts[i];
      size += length > INLINE ? length : 0;
    }
    return size;
  }

  static Tensor copied(BytesColumn column, int rows, Shape shape) {
    byte[][] strings = new byte[rows][];
    for (int row = 0; row < rows; row++) {
      int position = column.valueStart(row);
      strings[row] = position < column.valueEnd(row) ? column.copy(position) : new byte[0];
    }
    return TString.tensorOfBytes(shape, DataBuffers.of(strings, true, false));
  }

  private static void putInt(byte[] memory, int at, int value) {
    memory[at] = (byte) value;
    memory[at + 1] = (byte) (value >>> 8);
    memory[at + 2] = (byte) (value >>> 16);
    memory[at + 3] = (byte) (value >>> 24);
  }

  private static boolean readsBack() {
    String[] samples = {
      "", "a", "x".repeat(INLINE), "y".repeat(INLINE + 1), "z".repeat(300), "Straße \u6771\u4eac"
    };
    BytesColumn column = BytesColumn.of(samples);
    try (Tensor tensor = packed(column, samples.length, Shape.of(samples.length))) {
      for (int i = 0; i < samples.length; i++) {
        byte[] read = ((TString) tensor).asBytes().getObject(i);
        if (!new String(read, StandardCharsets.UTF_8).equals(samples[i])) {
          LOG.warn("string tensors: packed ones do not read back, so they are made one by one");
          return false;
        }
      }
      return true;
    } catch (RuntimeException e) {
      LOG.warn("string tensors: packed ones are refused, so they are made one by one", e);
      return false;
    }
  }
}
