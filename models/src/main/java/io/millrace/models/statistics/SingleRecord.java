package io.millrace.models.statistics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A TFRecord file of one record: its length, the length's checksum, the bytes, their checksum, all
 * little-endian. A checksum is the CRC-32C, rotated and shifted so that data with checksums in it
 * can be checksummed.
 */
final class SingleRecord {
  private static final int MASK = 0xa282ead8;

  private SingleRecord() {}

  static byte[] read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 16) {
      throw new IOException(file + ": " + in.remaining() + " bytes (expected: a TFRecord, >= 16)");
    }
    byte[] head = new byte[8];
    in.get(head);
    check(file, "length", in.getInt(), head);
    long length = in.getLong(0);
    if (length != in.remaining() - 4) {
      throw new IOException(
          file
              + ": a record of "
              + length
              + " bytes (expected: one of "
              + (in.remaining() - 4)
              + ")");
    }
    byte[] data = new byte[(int) length];
    in.get(data);
    check(file, "data", in.getInt(), data);
    return data;
  }

  private static void check(Path file, String part, int checksum, byte[] bytes) throws IOException {
    int expected = checksum(bytes);
    if (checksum != expected) {
      throw new IOException(
          "%s: checksum of the %s: %08x (expected: %08x)"
              .formatted(file, part, checksum, expected));
    }
  }

  static void write(Path file, byte[] data) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    byte[] head =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    out.put(head).putInt(checksum(head)).put(data).putInt(checksum(data));
    Files.write(file, out.array());
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + MASK;
  }
}
