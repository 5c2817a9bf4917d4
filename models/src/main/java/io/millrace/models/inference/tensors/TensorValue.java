package io.millrace.models.inference.tensors;

import com.google.protobuf.ByteString;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Validity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A tensor in Java arrays: values in row-major order, and a shape. It holds no native memory, so
 * there is nothing to close.
 */
public final class TensorValue {
  private final TensorType type;
  private final long[] shape;
  private final Object values;

  private TensorValue(TensorType type, long[] shape, Object values, int size) {
    long expected = Shape.of(shape).size();
    if (expected != size) {
      throw new IllegalArgumentException(
          "values: "
              + size
              + " (expected: "
              + expected
              + ", as shape "
              + Arrays.toString(shape)
              + ")");
    }
    this.type = type;
    this.shape = shape.clone();
    this.values = values;
  }

  public static TensorValue of(float[] values, long... shape) {
    return new TensorValue(TensorType.FLOAT32, shape, values, values.length);
  }

  public static TensorValue of(double[] values, long... shape) {
    return new TensorValue(TensorType.FLOAT64, shape, values, values.length);
  }

  public static TensorValue of(int[] values, long... shape) {
    return new TensorValue(TensorType.INT32, shape, values, values.length);
  }

  public static TensorValue of(long[] values, long... shape) {
    return new TensorValue(TensorType.INT64, shape, values, values.length);
  }

  public static TensorValue of(boolean[] values, long... shape) {
    return new TensorValue(TensorType.BOOL, shape, values, values.length);
  }

  public static TensorValue of(String[] values, long... shape) {
    return new TensorValue(TensorType.STRING, shape, BytesColumn.of(values), values.length);
  }

  /** Byte strings: a single column without missing rows. */
  public static TensorValue of(BytesColumn values, long... shape) {
    return new TensorValue(TensorType.STRING, shape, values, values.rows());
  }

  /** Zeros, or empty strings. */
  public static TensorValue zeros(TensorType type, long... shape) {
    int size = Math.toIntExact(Shape.of(shape).size());
    Object values =
        switch (type) {
          case FLOAT32, FLOAT16, BFLOAT16 -> new float[size];
          case FLOAT64 -> new double[size];
          case INT32, UINT8, UINT16 -> new int[size];
          case INT64 -> new long[size];
          case BOOL -> new boolean[size];
          case STRING ->
              new BytesColumn(new byte[0], new int[size + 1], null, Validity.allPresent(size));
        };
    return new TensorValue(type, shape, values, size);
  }

  /** A copy of a tensor's values. */
  public static TensorValue copyOf(Tensor tensor) {
    TensorType type = TensorType.of(tensor.dataType());
    if (type == null) {
      throw new IllegalArgumentException(
          "tensor: "
              + tensor.dataType()
              + " (expected: one of "
              + List.of(TensorType.values())
              + ")");
    }
    long[] shape = tensor.shape().asArray();
    return new TensorValue(
        type, shape, TensorData.read(type, tensor), Math.toIntExact(tensor.shape().size()));
  }

  /**
   * The tensor that a message holds: its content as bytes, or its values, of which the last stands
   * for all that follow (tensorflow/core/framework/tensor.proto).
   */
  public static TensorValue of(TensorProto proto) {
    TensorType type = TensorType.of(proto.getDtype());
    if (type == null) {
      throw new IllegalArgumentException(
          "tensor: "
              + proto.getDtype()
              + " (expected: one of "
              + List.of(TensorType.values())
              + ")");
    }
    long[] shape =
        proto.getTensorShape().getDimList().stream()
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray();
    int size = Math.toIntExact(Shape.of(shape).size());
    Object values =
        proto.getTensorContent().isEmpty()
            ? listed(type, proto, size)
            : content(type, proto.getTensorContent(), size);
    return new TensorValue(type, shape, values, size);
  }

  private static Object content(TensorType type, ByteString content, int size) {
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

  private static Object listed(TensorType type, TensorProto proto, int size) {
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

  public TensorType type() {
    return type;
  }

  public long[] shape() {
    return shape.clone();
  }

  /** The values of FLOAT32, FLOAT16 or BFLOAT16; not a copy, as of the others. */
  public float[] floats() {
    return (float[]) values;
  }

  /** The values of FLOAT64. */
  public double[] doubles() {
    return (double[]) values;
  }

  /** The values of INT32, UINT8 or UINT16. */
  public int[] ints() {
    return (int[]) values;
  }

  /** The values of INT64. */
  public long[] longs() {
    return (long[]) values;
  }

  /** The values of BOOL. */
  public boolean[] booleans() {
    return (boolean[]) values;
  }

  /** The values of STRING, one a row. */
  public BytesColumn strings() {
    return (BytesColumn) values;
  }

  /** A native tensor of these values; the caller closes it. */
  public Tensor toTensor() {
    return TensorData.write(type, Shape.of(shape), values);
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
