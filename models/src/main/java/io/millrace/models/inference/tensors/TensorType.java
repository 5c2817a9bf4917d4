package io.millrace.models.inference.tensors;

import io.millrace.models.data.ValueType;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * The tensor types that columns can be fed to and read from: all that TensorFlow for Java can hold.
 * It has no class for the other integers (int8, int16, uint32, uint64), nor for complex and
 * quantized numbers.
 */
public enum TensorType {
  FLOAT32(DataType.DT_FLOAT, ValueType.FLOAT),
  FLOAT64(DataType.DT_DOUBLE, ValueType.FLOAT),
  FLOAT16(DataType.DT_HALF, ValueType.FLOAT),
  BFLOAT16(DataType.DT_BFLOAT16, ValueType.FLOAT),
  INT32(DataType.DT_INT32, ValueType.INT),
  INT64(DataType.DT_INT64, ValueType.INT),
  UINT8(DataType.DT_UINT8, ValueType.INT),
  UINT16(DataType.DT_UINT16, ValueType.INT),
  /** In a column: 0 or 1. */
  BOOL(DataType.DT_BOOL, ValueType.INT),
  STRING(DataType.DT_STRING, ValueType.STRING);

  private final DataType proto;
  private final ValueType column;

  TensorType(DataType proto, ValueType column) {
    this.proto = proto;
    this.column = column;
  }

  public DataType proto() {
    return proto;
  }

  /** The type of the column that a tensor of this type becomes. */
  public ValueType column() {
    return column;
  }

  /** True when a column of this type can be fed; that its values fit shows row by row. */
  public boolean takes(ValueType fed) {
    return switch (column) {
      case FLOAT -> fed == ValueType.FLOAT || fed == ValueType.INT;
      case STRING -> fed == ValueType.STRING || fed == ValueType.INT;
      default -> fed == column;
    };
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
