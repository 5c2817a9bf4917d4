package io.millrace.models.data;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/**
 * Reads past one Avro value. Avro's own way follows the byte counts of blocks, so that a broken
 * record with a negative one is read for ever; this way every value is walked through.
 */
final class AvroSkip {
  private static final int MAX_DEPTH = 200;

  private AvroSkip() {}

  /**
   * Reads past a value.
   *
   * @param limit how many bytes there are at most
   * @param depth how deep the value is nested, from 0
   */
  static void value(BinaryDecoder in, Schema schema, int limit, int depth)
      throws IOException, UndecodableException {
    if (depth > MAX_DEPTH) {
      throw new UndecodableException(
          "record: nested deeper than " + MAX_DEPTH + " (expected: at most " + MAX_DEPTH + ")");
    }
    switch (schema.getType()) {
      case NULL -> in.readNull();
      case BOOLEAN -> in.readBoolean();
      case INT, ENUM -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case FIXED -> in.skipFixed(schema.getFixedSize());
      case STRING, BYTES -> in.skipFixed(length(in, limit));
      case UNION -> value(in, schema.getTypes().get(in.readIndex()), limit, depth + 1);
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          value(in, field.schema(), limit, depth + 1);
        }
      }
      case ARRAY -> {
        for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
          for (long i = 0; i < n; i++) {
            value(in, schema.getElementType(), limit, depth + 1);
          }
        }
      }
      case MAP -> {
        for (long n = in.readMapStart(); n > 0; n = in.mapNext()) {
          for (long i = 0; i < n; i++) {
            in.skipFixed(length(in, limit));
            value(in, schema.getValueType(), limit, depth + 1);
          }
        }
      }
    }
  }

  /** The length of a string or bytes value, of which nothing is allocated before it is checked. */
  static int length(BinaryDecoder in, int limit) throws IOException, UndecodableException {
    long length = in.readLong();
    if (length < 0 || length > limit) {
      throw new UndecodableException("length: " + length + " (expected: 0.." + limit + ")");
    }
    return (int) length;
  }
}
