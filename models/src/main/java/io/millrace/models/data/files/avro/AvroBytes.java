package io.millrace.models.data.files.avro;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.avro.Schema;

/** Reads Avro's binary encoding from an array. Not thread-safe. */
final class AvroBytes {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = {};
  private int at;
  private int end;

  void begin(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at == end;
  }

  long readLong() throws IOException {
    if (at < end && bytes[at] >= 0) {
      long small = bytes[at++];
      return (small >>> 1) ^ -(small & 1);
    }
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) {
        throw new IOException("ends within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("has a number of more than ten bytes");
  }

  float readFloat() throws IOException {
    return Float.intBitsToFloat((int) INTS.get(bytes, past(Float.BYTES)));
  }

  double readDouble() throws IOException {
    return Double.longBitsToDouble((long) LONGS.get(bytes, past(Double.BYTES)));
  }

  boolean readBoolean() throws IOException {
    return bytes[past(1)] != 0;
  }

  /** The length of a string or of bytes, which stand {@link #at here} then. */
  int readLength() throws IOException {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw new IOException(
          "has a value of " + length + " bytes where " + (end - at) + " are left");
    }
    return (int) length;
  }

  /** Goes past so many bytes, and says where they start. */
  int past(int length) throws IOException {
    if (end - at < length) {
      throw new IOException("ends within a value");
    }
    int start = at;
    at += length;
    return start;
  }

  /** The place of a union's branch or an enum's symbol. */
  int readIndex(int count) throws IOException {
    long index = readLong();
    if (index < 0 || index >= count) {
      throw new IOException("has the branch or symbol " + index + " of " + count);
    }
    return (int) index;
  }

  /** The number of items of the next block of an array or map; 0 at its end. */
  long readBlock() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IOException("has a block of " + count + " items");
    }
    return count;
  }

  void skip(Schema schema) throws IOException {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> past(1);
      case INT, LONG, ENUM -> readLong();
      case FLOAT -> past(Float.BYTES);
      case DOUBLE -> past(Double.BYTES);
      case FIXED -> past(schema.getFixedSize());
      case STRING, BYTES -> past(readLength());
      case UNION -> skip(schema.getTypes().get(readIndex(schema.getTypes().size())));
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          skip(field.schema());
        }
      }
      case ARRAY -> {
        for (long n = readBlock(); n > 0; n = readBlock()) {
          for (long i = 0; i < n; i++) {
            skip(schema.getElementType());
          }
        }
      }
      case MAP -> {
        for (long n = readBlock(); n > 0; n = readBlock()) {
          for (long i = 0; i < n; i++) {
            past(readLength());
            skip(schema.getValueType());
          }
        }
      }
    }
  }
}
