package io.millrace.models.inference.tensors;

import io.millrace.models.data.ValueType;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/** The tensor types that columns can be fed to and read from. */
public enum TensorType {
  FLOAT32(DataType.DT_FLOAT, ValueType.FLOAT),
  FLOAT64(DataType.DT_DOUBLE, ValueType.FLOAT),
  INT32(DataType.DT_INT32, ValueType.INT),
  INT64(DataType.DT_INT64, ValueType.INT),
  STRING(DataType.DT_STRING, ValueType.STRING);

  private final DataType proto;
  private final ValueType column;

  TensorType(DataType proto, ValueType column) {
    this.proto = proto;
    this.column = column;
  }

  DataType proto() {
    return proto;
  }

  /** The type of the column that a tensor of this type becomes. */
  public ValueType column() {
    return column;
  }

  /** The type with this number in TensorFlow, or null when it has no column. */
  public static @Nullable TensorType of(DataType proto) {
    for (TensorType type : values()) {
      if (type.proto == proto) {
        return type;
      }
    }
    return null;
  }
}
