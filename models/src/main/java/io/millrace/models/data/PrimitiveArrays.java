package io.millrace.models.data;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes and reads the first values of an array in one piece, the bytes in the order of {@link
 * DataOutput#writeLong} and its like: many times as fast as value by value.
 */
final class PrimitiveArrays {
  private PrimitiveArrays() {}

  static void write(int[] values, int count, DataOutput out) throws IOException {
    byte[] bytes = new byte[Integer.BYTES * count];
    ByteBuffer.wrap(bytes).asIntBuffer().put(values, 0, count);
    out.write(bytes);
  }

  static void write(long[] values, int count, DataOutput out) throws IOException {
    byte[] bytes = new byte[Long.BYTES * count];
    ByteBuffer.wrap(bytes).asLongBuffer().put(values, 0, count);
    out.write(bytes);
  }

  static void write(double[] values, int count, DataOutput out) throws IOException {
    byte[] bytes = new byte[Double.BYTES * count];
    ByteBuffer.wrap(bytes).asDoubleBuffer().put(values, 0, count);
    out.write(bytes);
  }

  static int[] readInts(int count, DataInput in) throws IOException {
    int[] values = new int[count];
    bytes(Integer.BYTES, count, in).asIntBuffer().get(values);
    return values;
  }

  static long[] readLongs(int count, DataInput in) throws IOException {
    long[] values = new long[count];
    bytes(Long.BYTES, count, in).asLongBuffer().get(values);
    return values;
  }

  static double[] readDoubles(int count, DataInput in) throws IOException {
    double[] values = new double[count];
    bytes(Double.BYTES, count, in).asDoubleBuffer().get(values);
    return values;
  }

  private static ByteBuffer bytes(int size, int count, DataInput in) throws IOException {
    byte[] bytes = new byte[size * count];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
