package io.millrace.models.data.files.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * What stands at the end of a Parquet file: its schema and row groups.
 *
 * @param fields the fields of the schema
 * @param createdBy what wrote the file, as it says
 */
record ParquetFooter(List<ParquetNode> fields, List<RowGroup> rowGroups, String createdBy) {
  private static final int MAGIC = 4;
  private static final int TAIL = 4 + MAGIC;

  /** Reads a file's footer; exceptions name the file. */
  static ParquetFooter read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < MAGIC + TAIL) {
      throw new IOException(file + ": " + size + " bytes (expected: a Parquet file)");
    }
    byte[] tail = bytes(channel, size - TAIL, TAIL);
    String magic = new String(tail, TAIL - MAGIC, MAGIC, StandardCharsets.ISO_8859_1);
    if (!magic.equals("PAR1")) {
      throw new IOException(
          file
              + (magic.equals("PARE") ? ": encrypted" : ": does not end with PAR1")
              + " (expected: a whole Parquet file)");
    }
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > size - TAIL - MAGIC) {
      throw new IOException(
          file
              + ": a footer of "
              + length
              + " bytes (expected: at most "
              + (size - TAIL - MAGIC)
              + ")");
    }
    try {
      FileMetaData footer =
          Util.readFileMetaData(
              new ByteArrayInputStream(bytes(channel, size - TAIL - length, length)));
      return new ParquetFooter(
          ParquetNode.fields(footer.getSchema()),
          footer.getRow_groups(),
          footer.isSetCreated_by() ? footer.getCreated_by() : "");
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + ": damaged footer: " + e.getMessage(), e);
    }
  }

  static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException(
            "the file ends at byte "
                + (position + bytes.position())
                + " (expected: "
                + bytes.remaining()
                + " more)");
      }
    }
    return bytes.array();
  }
}
