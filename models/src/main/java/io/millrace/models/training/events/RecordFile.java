package io.millrace.models.training.events;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record files: for each record its length (8 bytes, little endian), that length's
 * masked CRC32C (4 bytes), the record, and the record's masked CRC32C (4 bytes). The mask is ((c
 * >>> 15) | (c << 17)) + 0xa282ead8.
 */
final class RecordFile implements Closeable {
  private static final int MASK = 0xa282ead8;

  private final OutputStream out;
  private final CRC32C checksum = new CRC32C();

  RecordFile(OutputStream out) {
    this.out = out;
  }

  void write(byte[] bytes) throws IOException {
    byte[] length = new byte[Long.BYTES];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length);
    out.write(length);
    writeChecksum(length);
    out.write(bytes);
    writeChecksum(bytes);
  }

  private void writeChecksum(byte[] bytes) throws IOException {
    byte[] masked = new byte[Integer.BYTES];
    ByteBuffer.wrap(masked).order(ByteOrder.LITTLE_ENDIAN).putInt(masked(bytes));
    out.write(masked);
  }

  private int masked(byte[] bytes) {
    checksum.reset();
    checksum.update(bytes, 0, bytes.length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
