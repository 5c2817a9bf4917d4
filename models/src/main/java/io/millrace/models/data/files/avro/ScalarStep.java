package io.millrace.models.data.files.avro;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The steps for plain values: into columns of their own type, or of a wider one. */
final class ScalarStep {
  private ScalarStep() {}

  static AvroStep of(Schema schema, ColumnBuilder column) {
    if (schema.getType() == Schema.Type.NULL) {
      return in -> {};
    }
    ValueBuilder values = (ValueBuilder) column;
    return switch (schema.getType()) {
      case BOOLEAN -> in -> append(values, in.readBoolean() ? 1 : 0);
      case INT, LONG ->
          values.type() == ValueType.INT
              ? in -> values.append(in.readLong())
              : in -> append(values, in.readLong());
      case FLOAT -> in -> append(values, in.readFloat());
      case DOUBLE ->
          values.type() == ValueType.FLOAT
              ? in -> values.append(in.readDouble())
              : in -> append(values, in.readDouble());
      case ENUM -> {
        byte[][] symbols =
            schema.getEnumSymbols().stream()
                .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        yield in -> values.append(symbols[in.readIndex(symbols.length)]);
      }
      case FIXED, STRING, BYTES ->
          AvroShape.isDecimal(schema) ? decimal(schema, values) : bytes(schema, values);
      default -> throw new IllegalArgumentException("type: " + schema.getType());
    };
  }

  /**
   * The step for values that may be null. What most columns are has a step of its own: to go
   * through another one takes longer than to read the value.
   */
  static AvroStep optional(int branch, Schema schema, ColumnBuilder column) {
    if (column instanceof ValueBuilder values && isOfOwnType(schema, values)) {
      return switch (schema.getType()) {
        case INT, LONG ->
            in -> {
              if (in.readIndex(2) == branch) {
                values.append(in.readLong());
              }
            };
        case DOUBLE ->
            in -> {
              if (in.readIndex(2) == branch) {
                values.append(in.readDouble());
              }
            };
        default ->
            in -> {
              if (in.readIndex(2) == branch) {
                int length = in.readLength();
                values.append(in.bytes(), in.past(length), length);
              }
            };
      };
    }
    AvroStep step = AvroStep.of(schema, column);
    return in -> {
      if (in.readIndex(2) == branch) {
        step.read(in);
      }
    };
  }

  private static boolean isOfOwnType(Schema schema, ValueBuilder values) {
    return switch (schema.getType()) {
      case INT, LONG -> values.type() == ValueType.INT;
      case DOUBLE -> values.type() == ValueType.FLOAT;
      case STRING, BYTES -> values.type() == ValueType.STRING && !AvroShape.isDecimal(schema);
      default -> false;
    };
  }

  private static void append(ValueBuilder values, long value) {
    switch (values.type()) {
      case INT -> values.append(value);
      case FLOAT -> values.append((double) value);
      default -> values.append(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void append(ValueBuilder values, double value) {
    if (values.type() == ValueType.FLOAT) {
      values.append(value);
    } else {
      values.append(Double.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static int length(Schema schema, AvroBytes in) throws IOException {
    return schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : in.readLength();
  }

  private static AvroStep bytes(Schema schema, ValueBuilder values) {
    return in -> {
      int length = length(schema, in);
      values.append(in.bytes(), in.past(length), length);
    };
  }

  private static AvroStep decimal(Schema schema, ValueBuilder values) {
    int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
    return in -> {
      int length = length(schema, in);
      int start = in.past(length);
      BigInteger unscaled =
          length == 0 ? BigInteger.ZERO : new BigInteger(in.bytes(), start, length);
      append(values, new BigDecimal(unscaled, scale).doubleValue());
    };
  }
}
