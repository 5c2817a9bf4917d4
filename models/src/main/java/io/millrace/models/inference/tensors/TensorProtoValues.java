package io.millrace.models.inference.tensors;

import com.google.protobuf.ByteString;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Validity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.TensorProto;

/**
 * The values of a {@code TensorProto}, in the arrays of {@link TensorData}. A message holds them in
 * one of two forms (tensorflow/core/framework/tensor.proto).
 */
final class TensorProtoValues {

  private TensorProtoValues() {}

  /** The values of a tensor's content: little endian, row by row. */
  static Object content(TensorType type, ByteString content, int size) {
    ByteBuffer bytes = content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT32 -> {
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
      }
      case FLOAT64 -> {
        double[] values = new double[bytes.remaining() / 8];
        bytes.asDoubleBuffer().get(values);
        return values;
      }
      case INT32 -> {
        int[] values = new int[bytes.remaining() / 4];
        bytes.asIntBuffer().get(values);
        return values;
      }
      case INT64 -> {
        long[] values = new long[bytes.remaining() / 8];
        bytes.asLongBuffer().get(values);
        return values;
      }
      case UINT8 -> {
        int[] values = new int[bytes.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = bytes.get(i) & 0xff;
        }
        return values;
      }
      case BOOL -> {
        boolean[] values = new boolean[bytes.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = bytes.get(i) != 0;
        }
        return values;
      }
      case STRING -> {
        return strings(bytes, size);
      }
      default ->
          throw new IllegalArgumentException(
              "tensor content: " + type + " (expected: no 16-bit numbers)");
    }
  }

  /** The lengths of all strings as varints, and behind them their bytes. */
  private static BytesColumn strings(ByteBuffer content, int size) {
    int[] starts = new int[size + 1];
    for (int i = 0; i < size; i++) {
      int length = 0;
      int shift = 0;
      byte part;
      do {
        part = content.get();
        length |= (part & 0x7f) << shift;
        shift += 7;
      } while (part < 0);
      starts[i + 1] = starts[i] + length;
    }
    byte[] bytes = new byte[starts[size]];
    content.get(bytes);
    return new BytesColumn(bytes, starts, null, Validity.allPresent(size));
  }

  /** The values of a tensor that lists them; the last one stands for all that follow. */
  static Object listed(TensorType type, TensorProto proto, int size) {
    switch (type) {
      case FLOAT32 -> {
        float[] values = new float[size];
        for (int i = 0; i < size && proto.getFloatValCount() > 0; i++) {
          values[i] = proto.getFloatVal(Math.min(i, proto.getFloatValCount() - 1));
        }
        return values;
      }
      case FLOAT64 -> {
        double[] values = new double[size];
        for (int i = 0; i < size && proto.getDoubleValCount() > 0; i++) {
          values[i] = proto.getDoubleVal(Math.min(i, proto.getDoubleValCount() - 1));
        }
        return values;
      }
      case INT32, UINT8, UINT16 -> {
        int[] values = new int[size];
        for (int i = 0; i < size && proto.getIntValCount() > 0; i++) {
          values[i] = proto.getIntVal(Math.min(i, proto.getIntValCount() - 1));
        }
        return values;
      }
      case INT64 -> {
        long[] values = new long[size];
        for (int i = 0; i < size && proto.getInt64ValCount() > 0; i++) {
          values[i] = proto.getInt64Val(Math.min(i, proto.getInt64ValCount() - 1));
        }
        return values;
      }
      case BOOL -> {
        boolean[] values = new boolean[size];
        for (int i = 0; i < size && proto.getBoolValCount() > 0; i++) {
          values[i] = proto.getBoolVal(Math.min(i, proto.getBoolValCount() - 1));
        }
        return values;
      }
      case STRING -> {
        int[] starts = new int[size + 1];
        ByteString bytes = ByteString.EMPTY;
        for (int i = 0; i < size; i++) {
          if (proto.getStringValCount() > 0) {
            bytes = bytes.concat(proto.getStringVal(Math.min(i, proto.getStringValCount() - 1)));
          }
          starts[i + 1] = bytes.size();
        }
        return new BytesColumn(bytes.toByteArray(), starts, null, Validity.allPresent(size));
      }
      default ->
          throw new IllegalArgumentException(
              "tensor values: " + type + " (expected: no 16-bit floats)");
    }
  }
}
