package io.millrace.models.data.files;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A window of a file's bytes that moves forward: what the reader still needs stays in it, more
 * comes behind. Files of gzip are decompressed, as {@link Compression} finds them. Not thread-safe.
 */
public final class ByteWindow implements Closeable {
  /** The longest row or record, in bytes. */
  public static final int LONGEST = 1 << 29;

  private static final int SIZE = 1 << 20;

  private final Path file;
  private final InputStream in;
  private byte[] bytes;
  private int limit;
  private long base;

  /** A window that starts at byte {@code start}, which is 0 for compressed files. */
  public ByteWindow(Path file, long start, int size) throws IOException {
    this.file = file;
    this.in = open(file, start);
    this.bytes = new byte[Math.max(16, size)];
    this.base = start;
  }

  public ByteWindow(Path file, long start) throws IOException {
    this(file, start, SIZE);
  }

  private static InputStream open(Path file, long start) throws IOException {
    if (Compression.isGzip(file)) {
      InputStream raw = Files.newInputStream(file);
      try {
        return Files.size(file) == 0 ? raw : new GZIPInputStream(raw, 1 << 16);
      } catch (IOException e) {
        raw.close();
        throw new IOException(file + ": not gzip, as its name says: " + e.getMessage(), e);
      }
    }
    FileChannel channel = FileChannel.open(file);
    channel.position(start);
    return Channels.newInputStream(channel);
  }

  /** The bytes; those up to {@link #limit} count. Another array after {@link #more}. */
  public byte[] bytes() {
    return bytes;
  }

  public int limit() {
    return limit;
  }

  /** Where the window's first byte stands in the (decompressed) file. */
  public long base() {
    return base;
  }

  /**
   * Moves the window so that it starts at the byte {@code keep} of it, and reads more behind; the
   * reader has to take {@code keep} from its own positions.
   *
   * @return false when the file has no more
   */
  public boolean more(int keep) throws IOException {
    if (limit - keep >= LONGEST) {
      throw new IOException(
          file
              + ", byte "
              + (base + keep)
              + ": a row of more than "
              + LONGEST
              + " bytes"
              + " (expected: at most that)");
    }
    int kept = limit - keep;
    byte[] to = kept > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
    System.arraycopy(bytes, keep, to, 0, kept);
    bytes = to;
    limit = kept;
    base += keep;
    int read = read();
    if (read <= 0) {
      return false;
    }
    limit += read;
    return true;
  }

  private int read() throws IOException {
    try {
      return in.readNBytes(bytes, limit, bytes.length - limit);
    } catch (EOFException | ZipException e) {
      throw new IOException(
          file + ", byte " + (base + limit) + ": truncated or damaged gzip: " + e.getMessage(), e);
    }
  }

  /** A copy of these bytes of the window. */
  public byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
