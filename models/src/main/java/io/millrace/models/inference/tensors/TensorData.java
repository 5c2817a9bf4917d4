package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Validity;
import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;

/**
 * Copies between tensors and Java arrays: float[] for FLOAT32, FLOAT16 and BFLOAT16, double[] for
 * FLOAT64, int[] for INT32, UINT8 and UINT16, long[] for INT64, boolean[] for BOOL, and a single
 * {@link BytesColumn} for STRING.
 */
final class TensorData {

  private TensorData() {}

  /** A tensor of the first values of {@code array}, as many as the shape has; to be closed. */
  static Tensor write(TensorType type, Shape shape, Object array) {
    int size = Math.toIntExact(shape.size());
    switch (type) {
      case FLOAT32 -> {
        Tensor tensor = Tensor.of(TFloat32.class, shape);
        tensor.asRawTensor().data().asFloats().write((float[]) array, 0, size);
        return tensor;
      }
      case FLOAT64 -> {
        Tensor tensor = Tensor.of(TFloat64.class, shape);
        tensor.asRawTensor().data().asDoubles().write((double[]) array, 0, size);
        return tensor;
      }
      case FLOAT16 -> {
        return TFloat16.tensorOf(shape, DataBuffers.of((float[]) array, true, false).narrow(size));
      }
      case BFLOAT16 -> {
        return TBfloat16.tensorOf(shape, DataBuffers.of((float[]) array, true, false).narrow(size));
      }
      case INT32 -> {
        Tensor tensor = Tensor.of(TInt32.class, shape);
        tensor.asRawTensor().data().asInts().write((int[]) array, 0, size);
        return tensor;
      }
      case INT64 -> {
        Tensor tensor = Tensor.of(TInt64.class, shape);
        tensor.asRawTensor().data().asLongs().write((long[]) array, 0, size);
        return tensor;
      }
      case UINT8 -> {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
          bytes[i] = (byte) ((int[]) array)[i];
        }
        Tensor tensor = Tensor.of(TUint8.class, shape);
        tensor.asRawTensor().data().write(bytes);
        return tensor;
      }
      case UINT16 -> {
        short[] shorts = new short[size];
        for (int i = 0; i < size; i++) {
          shorts[i] = (short) ((int[]) array)[i];
        }
        Tensor tensor = Tensor.of(TUint16.class, shape);
        tensor.asRawTensor().data().asShorts().write(shorts);
        return tensor;
      }
      case BOOL -> {
        Tensor tensor = Tensor.of(TBool.class, shape);
        tensor.asRawTensor().data().asBooleans().write((boolean[]) array, 0, size);
        return tensor;
      }
      case STRING -> {
        return PackedStrings.tensor((BytesColumn) array, size, shape);
      }
    }
    throw new AssertionError(type);
  }

  /** The values of a tensor; a copy, so the tensor may be closed. */
  static Object read(TensorType type, Tensor tensor) {
    int size = Math.toIntExact(tensor.shape().size());
    if (type == TensorType.STRING) {
      return strings((TString) tensor, size);
    }
    if (type == TensorType.FLOAT16 || type == TensorType.BFLOAT16) {
      float[] values = new float[size];
      ((FloatNdArray) tensor).copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    ByteDataBuffer data = tensor.asRawTensor().data();
    return switch (type) {
      case FLOAT32 -> {
        float[] values = new float[size];
        data.asFloats().read(values);
        yield values;
      }
      case FLOAT64 -> {
        double[] values = new double[size];
        data.asDoubles().read(values);
        yield values;
      }
      case INT32 -> {
        int[] values = new int[size];
        data.asInts().read(values);
        yield values;
      }
      case INT64 -> {
        long[] values = new long[size];
        data.asLongs().read(values);
        yield values;
      }
      case BOOL -> {
        boolean[] values = new boolean[size];
        data.asBooleans().read(values);
        yield values;
      }
      case UINT8 -> {
        byte[] bytes = new byte[size];
        data.read(bytes);
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
          values[i] = bytes[i] & 0xff;
        }
        yield values;
      }
      case UINT16 -> {
        short[] shorts = new short[size];
        data.asShorts().read(shorts);
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
          values[i] = shorts[i] & 0xffff;
        }
        yield values;
      }
      default -> throw new AssertionError(type);
    };
  }

  private static BytesColumn strings(TString tensor, int size) {
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
    return new BytesColumn(bytes[0], starts, null, Validity.allPresent(size));
  }
}
