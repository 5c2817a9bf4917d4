package io.millrace.models.validation.skew;

import com.google.protobuf.MessageLite;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes what was found as TFRecord files, which TensorFlow Data Validation's iterators read by
 * their prefixes: {@code skew_results}, {@code skew_pairs}, {@code match_stats} and {@code
 * confusion_pairs}, a message a record.
 */
public final class SkewFiles {
  private static final String ONLY_SHARD = "-00000-of-00001";
  private static final int MASK = 0xa282ead8;

  private SkewFiles() {}

  /** Writes all files into a directory, which is made if it is not there. */
  public static void write(Path directory, SkewSummary summary) throws IOException {
    Files.createDirectories(directory);
    write(directory.resolve("skew_results" + ONLY_SHARD), summary.features());
    write(directory.resolve("skew_pairs" + ONLY_SHARD), summary.pairs());
    write(directory.resolve("match_stats" + ONLY_SHARD), List.of(summary.matches()));
    write(directory.resolve("confusion_pairs" + ONLY_SHARD), summary.confusion());
  }

  private static void write(Path file, List<? extends MessageLite> messages) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (MessageLite message : messages) {
        byte[] data = message.toByteArray();
        byte[] length = littleEndian(8).putLong(data.length).array();
        out.write(length);
        out.write(littleEndian(4).putInt(checksum(length)).array());
        out.write(data);
        out.write(littleEndian(4).putInt(checksum(data)).array());
      }
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The CRC-32C, rotated and shifted so that data with checksums in it can be checksummed. */
  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + MASK;
  }
}
