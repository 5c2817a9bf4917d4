package io.millrace.models.data.files.avro;

import io.millrace.models.data.files.FileSplit;
import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * An Avro object container file: a header with the schema, then blocks of records, each with its
 * count, its size and, behind it, the file's sync marker.
 */
final class AvroContainer implements Closeable {
  private static final int MARKER = 16;
  // Two numbers of at most ten bytes.
  private static final int BLOCK_HEADER = 20;

  private final Path file;
  private final DataFileReader<Object> reader;
  private final long firstBlock;

  /**
   * Opens a file.
   *
   * @throws IOException that names the file, if it is none of these
   */
  AvroContainer(Path file) throws IOException {
    this.file = file;
    try {
      this.reader = new DataFileReader<>(new File(file.toString()), new GenericDatumReader<>());
    } catch (IOException | AvroRuntimeException e) {
      throw new IOException(
          file + ": " + e.getMessage() + " (expected: an Avro object container file)", e);
    } catch (NoClassDefFoundError e) {
      throw withoutLibrary(file, e);
    }
    this.firstBlock = reader.previousSync();
  }

  private static IOException withoutLibrary(Path file, NoClassDefFoundError e) {
    return new IOException(
        file
            + ": a codec whose library is absent: "
            + e.getMessage()
            + " (expected: null, deflate, snappy or zstandard)",
        e);
  }

  Schema schema() {
    return reader.getSchema();
  }

  /** The splits: whole blocks, so that each but the last has at least {@code splitBytes} bytes. */
  List<FileSplit> splits(long splitBytes) throws IOException {
    List<FileSplit> splits = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      byte[] marker = new byte[MARKER];
      read(channel, ByteBuffer.wrap(marker), firstBlock - MARKER);
      ByteBuffer header = ByteBuffer.allocate(MARKER + BLOCK_HEADER);
      AvroBytes numbers = new AvroBytes();
      long at = firstBlock;
      long splitStart = at;
      long rows = 0;
      long splitRows = 0;
      while (true) {
        // The marker before the block, and the block's count and size.
        header.clear();
        read(channel, header, at - MARKER);
        if (header.position() < MARKER
            || !Arrays.equals(marker, 0, MARKER, header.array(), 0, MARKER)) {
          throw damaged(at - MARKER, "no sync marker", null);
        }
        if (at == size) {
          break;
        }
        if (at - splitStart >= splitBytes) {
          splits.add(new FileSplit(file.toString(), splitStart, at, splitRows));
          splitStart = at;
          splitRows = rows;
        }
        numbers.begin(header.array(), MARKER, header.position());
        try {
          long count = numbers.readLong();
          long bytes = numbers.readLong();
          if (count < 0 || bytes < 0 || bytes > size - at) {
            throw new IOException(
                "a block of "
                    + count
                    + " records in "
                    + bytes
                    + " bytes, where "
                    + (size - at)
                    + " are left");
          }
          rows += count;
          at += numbers.at() - MARKER + bytes + MARKER;
        } catch (IOException e) {
          throw damaged(at, String.valueOf(e.getMessage()), e);
        }
      }
      if (at > splitStart) {
        splits.add(new FileSplit(file.toString(), splitStart, at, splitRows));
      }
      return splits;
    }
  }

  private static void read(FileChannel channel, ByteBuffer into, long position) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  private IOException damaged(long at, String what, @Nullable Throwable e) {
    return new IOException(
        file + ", byte " + at + ": " + what + " (expected: whole blocks of records)", e);
  }

  /** Goes to a split's first block. */
  void seek(FileSplit split) throws IOException {
    reader.seek(split.start());
  }

  /**
   * The records' bytes of the next block, uncompressed.
   *
   * @param at where it starts
   */
  ByteBuffer nextBlock(long at) throws IOException {
    try {
      if (!reader.hasNext()) {
        throw new EOFException("the file ends");
      }
      return reader.nextBlock();
    } catch (IOException | AvroRuntimeException e) {
      throw damaged(at, String.valueOf(e.getMessage()), e);
    } catch (NoClassDefFoundError e) {
      throw withoutLibrary(file, e);
    }
  }

  /** Where the block behind the last one starts. */
  long position() {
    return reader.previousSync();
  }

  /** How many records the last block had. */
  long blockCount() {
    return reader.getBlockCount();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
