package io.millrace.models.data.files.tfrecord;

import io.millrace.models.data.files.Compression;
import io.millrace.models.data.files.FileSplit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a TFRecord file, whose records have no mark to find them by: goes from length to length
 * without looking at the data. A file of one split, and a compressed one, is not looked at.
 */
final class RecordIndex {
  private static final long MAPPED = 1L << 30;

  private final Path file;
  private final long size;
  private final long splitBytes;
  private final byte[] header = new byte[RecordFrame.HEADER];
  private final RecordFrame frame = new RecordFrame();

  private RecordIndex(Path file, long splitBytes) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.splitBytes = splitBytes;
  }

  /** The splits of a file; each but the last has at least {@code splitBytes} bytes. */
  static List<FileSplit> splits(Path file, long splitBytes) throws IOException {
    RecordIndex index = new RecordIndex(file, splitBytes);
    if (index.size == 0) {
      return List.of();
    }
    if (Compression.isGzip(file) || index.size <= splitBytes) {
      return List.of(new FileSplit(file.toString(), 0, index.size, 0));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return index.splits(channel);
    }
  }

  private List<FileSplit> splits(FileChannel channel) throws IOException {
    List<FileSplit> splits = new ArrayList<>();
    long base = 0;
    long records = 0;
    long splitStart = 0;
    long splitRecords = 0;
    long at = 0;
    ByteBuffer mapped = map(channel, 0);
    while (at < size) {
      if (at - splitStart >= splitBytes) {
        splits.add(new FileSplit(file.toString(), splitStart, at, splitRecords));
        splitStart = at;
        splitRecords = records;
      }
      if (at + RecordFrame.HEADER > base + mapped.limit() && base + mapped.limit() < size) {
        base = at;
        mapped = map(channel, base);
      }
      long length = length(mapped, (int) Math.min(Integer.MAX_VALUE, at - base));
      if (length < 0) {
        // Reading the split will say what is wrong, and where.
        break;
      }
      at += RecordFrame.HEADER + length + RecordFrame.FOOTER;
      records++;
    }
    splits.add(new FileSplit(file.toString(), splitStart, size, splitRecords));
    return splits;
  }

  private ByteBuffer map(FileChannel channel, long base) throws IOException {
    MappedByteBuffer mapped =
        channel.map(FileChannel.MapMode.READ_ONLY, base, Math.min(MAPPED, size - base));
    return mapped.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The length of the record there, or -1 if there is no whole header or it is damaged. */
  private long length(ByteBuffer mapped, int at) {
    if (at + RecordFrame.HEADER > mapped.limit()) {
      return -1;
    }
    mapped.get(at, header);
    return frame.length(header, 0);
  }
}
