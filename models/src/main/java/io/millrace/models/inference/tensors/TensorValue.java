package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Validity;
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
            ? TensorProtoValues.listed(type, proto, size)
            : TensorProtoValues.content(type, proto.getTensorContent(), size);
    return new TensorValue(type, shape, values, size);
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
