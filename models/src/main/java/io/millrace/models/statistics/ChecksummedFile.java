package io.millrace.models.statistics;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file that ends with the CRC-32C, in 4 bytes, of what is before it: what is damaged is refused
 * before anything is made of it, as sums with a wrong bit look like sums.
 */
final class ChecksummedFile {
  private ChecksummedFile() {}

  /** What is written before the checksum. */
  interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
    try (CheckedOutputStream checked =
            new CheckedOutputStream(Files.newOutputStream(file), new CRC32C());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked))) {
      content.writeTo(out);
      out.flush();
      out.writeInt((int) checked.getChecksum().getValue());
    }
  }

  /**
   * Opens the file at its start.
   *
   * @throws IOException if its bytes do not have its checksum
   */
  static DataInputStream open(Path file) throws IOException {
    try (DataInputStream in = stream(file)) {
      if (!isWhole(in, Files.size(file) - Integer.BYTES)) {
        throw new IOException(
            file + ": damaged, cut off, or of an earlier version (expected: a whole accumulator)");
      }
    }
    return stream(file);
  }

  private static DataInputStream stream(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  private static boolean isWhole(DataInputStream in, long content) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    long left = content;
    while (left > 0) {
      int length = (int) Math.min(left, buffer.length);
      in.readFully(buffer, 0, length);
      checksum.update(buffer, 0, length);
      left -= length;
    }
    return content >= 0 && in.readInt() == (int) checksum.getValue();
  }
}
