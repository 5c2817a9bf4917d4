package io.millrace.models.data.files.tfrecord;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around a TFRecord's data: its length (8 bytes, little-endian), the masked CRC-32C of
 * the length, then the data, and the masked CRC-32C of the data. Not thread-safe.
 */
public final class RecordFrame {
  /** Bytes before the data. */
  public static final int HEADER = 12;

  /** Bytes behind the data. */
  public static final int FOOTER = 4;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MASK = 0xA282EAD8;

  private final CRC32C crc = new CRC32C();

  /** The length that the frame at {@code at} says; -1 if its checksum is another. */
  public long length(byte[] bytes, int at) {
    long length = (long) LONGS.get(bytes, at);
    boolean right = masked(bytes, at, Long.BYTES) == (int) INTS.get(bytes, at + Long.BYTES);
    return right && length >= 0 ? length : -1;
  }

  /** Whether the checksum behind the data is that of the data. */
  public boolean isIntact(byte[] bytes, int from, int to) {
    return masked(bytes, from, to - from) == (int) INTS.get(bytes, to);
  }

  int masked(byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    int value = (int) crc.getValue();
    return (value >>> 15 | value << 17) + MASK;
  }
}
