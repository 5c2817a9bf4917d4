package io.millrace.models.data.files.parquet;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ValueBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;

/** The steps for plain values that are there. */
final class LeafStep {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long NANOS_A_DAY = 86_400_000_000_000L;

  private LeafStep() {}

  static ParquetStep of(ParquetNode node, ColumnBuilder column, Leaves leaves) {
    ValueBuilder values = (ValueBuilder) column;
    ColumnReader leaf = leaves.first(node);
    ParquetStep append =
        node.isDecimal() ? decimal(node, values, leaf) : plain(node, values, leaf, leaves.unfit());
    return () -> {
      append.read();
      leaf.consume();
    };
  }

  private static ParquetStep plain(
      ParquetNode node, ValueBuilder values, ColumnReader leaf, LongConsumer unfit) {
    return switch (node.element().getType()) {
      case BOOLEAN -> () -> values.append(leaf.getBoolean() ? 1L : 0L);
      case INT32 ->
          node.isUnsigned()
              ? () -> values.append(Integer.toUnsignedLong(leaf.getInteger()))
              : () -> values.append((long) leaf.getInteger());
      case INT64 ->
          node.isUnsigned()
              ? () -> unsigned(values, leaf.getLong(), unfit)
              : () -> values.append(leaf.getLong());
      case INT96 -> () -> values.append(nanos(leaf.getBinary()));
      case FLOAT -> () -> values.append((double) leaf.getFloat());
      case DOUBLE -> () -> values.append(leaf.getDouble());
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> () -> bytes(values, leaf.getBinary());
    };
  }

  private static void unsigned(ValueBuilder values, long value, LongConsumer unfit) {
    if (value < 0) {
      unfit.accept(value);
    } else {
      values.append(value);
    }
  }

  private static void bytes(ValueBuilder values, Binary binary) {
    ByteBuffer buffer = binary.toByteBuffer();
    if (buffer.hasArray()) {
      values.append(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    } else {
      values.append(binary.getBytes());
    }
  }

  private static ParquetStep decimal(ParquetNode node, ValueBuilder values, ColumnReader leaf) {
    int scale = node.scale();
    return switch (node.element().getType()) {
      case INT32 -> () -> values.append(BigDecimal.valueOf(leaf.getInteger(), scale).doubleValue());
      case INT64 -> () -> values.append(BigDecimal.valueOf(leaf.getLong(), scale).doubleValue());
      default ->
          () -> {
            BigInteger unscaled = new BigInteger(leaf.getBinary().getBytes());
            values.append(new BigDecimal(unscaled, scale).doubleValue());
          };
    };
  }

  /** Twelve bytes: nanoseconds of the day, and the day since 24 November 4714 BC. */
  private static long nanos(Binary binary) {
    ByteBuffer bytes = binary.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long ofDay = bytes.getLong(bytes.position());
    long day = bytes.getInt(bytes.position() + Long.BYTES);
    return (day - JULIAN_DAY_OF_EPOCH) * NANOS_A_DAY + ofDay;
  }
}
