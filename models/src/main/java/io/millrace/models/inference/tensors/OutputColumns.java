package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Validity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TString;

/**
 * Copies result tensors into columns. The copy is a must: a tensor read after its result was closed
 * gives freed memory, without an error.
 */
public final class OutputColumns {

  private OutputColumns() {}

  /**
   * The column of a tensor of shape [rows] or [rows, ...]; what is behind the first dimension are
   * the row's values.
   *
   * @throws IllegalStateException when the tensor has another first dimension
   */
  public static Column of(TensorSpec output, Tensor tensor, int rows) {
    if (tensor.shape().numDimensions() == 0 || tensor.shape().get(0) != rows) {
      throw new IllegalStateException(
          "output "
              + output.name()
              + ": shape "
              + Arrays.toString(tensor.shape().asArray())
              + " (expected: ["
              + rows
              + "] or ["
              + rows
              + ", ?], as many as the rows fed)");
    }
    int size = Math.toIntExact(tensor.shape().size());
    int @Nullable [] offsets = size == rows ? null : offsets(rows, rows == 0 ? 0 : size / rows);
    Validity validity = Validity.allPresent(rows);
    return switch (output.type()) {
      case FLOAT32, FLOAT64 -> new FloatColumn(doubles(output, tensor, size), offsets, validity);
      case INT32, INT64 -> new IntColumn(longs(output, tensor, size), offsets, validity);
      case STRING -> strings((TString) tensor, size, offsets, validity);
    };
  }

  private static int[] offsets(int rows, int valuesPerRow) {
    int[] offsets = new int[rows + 1];
    for (int row = 0; row <= rows; row++) {
      offsets[row] = row * valuesPerRow;
    }
    return offsets;
  }

  private static double[] doubles(TensorSpec output, Tensor tensor, int size) {
    double[] values = new double[size];
    ByteDataBuffer data = tensor.asRawTensor().data();
    if (output.type() == TensorType.FLOAT64) {
      data.asDoubles().read(values);
      return values;
    }
    float[] floats = new float[size];
    data.asFloats().read(floats);
    for (int i = 0; i < size; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private static long[] longs(TensorSpec output, Tensor tensor, int size) {
    long[] values = new long[size];
    ByteDataBuffer data = tensor.asRawTensor().data();
    if (output.type() == TensorType.INT64) {
      data.asLongs().read(values);
      return values;
    }
    int[] ints = new int[size];
    data.asInts().read(ints);
    for (int i = 0; i < size; i++) {
      values[i] = ints[i];
    }
    return values;
  }

  private static BytesColumn strings(
      TString tensor, int size, int @Nullable [] offsets, Validity validity) {
    int[] starts = new int[size + 1];
    byte[][] bytes = {new byte[size * 8]};
    int[] next = {0};
    tensor
        .asBytes()
        .scalars()
        .forEach(
            scalar -> {
              byte[] value = scalar.getObject();
              int start = starts[next[0]];
              int end = start + value.length;
              if (end > bytes[0].length) {
                bytes[0] = Arrays.copyOf(bytes[0], Math.max(end, bytes[0].length * 2));
              }
              System.arraycopy(value, 0, bytes[0], start, value.length);
              starts[++next[0]] = end;
            });
    return new BytesColumn(bytes[0], starts, offsets, validity);
  }
}
