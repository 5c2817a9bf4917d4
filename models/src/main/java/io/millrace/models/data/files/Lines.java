package io.millrace.models.data.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The lines of a split, as ranges of bytes: those that start in it, without their line break (LF or
 * CR LF) and without a byte order mark, in UTF-8. Not thread-safe.
 */
public final class Lines implements Closeable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final Path file;
  private final ByteWindow window;
  private final long first;
  private final long end;
  private long read;
  private int next;
  private int from;
  private int to;

  /** The lines of {@code split}; a compressed file's only split is all of it. */
  public Lines(FileSplit split) throws IOException {
    this(Path.of(split.file()), split.start(), split.end());
  }

  private Lines(Path file, long start, long end) throws IOException {
    this.file = file;
    this.end = Compression.isGzip(file) ? Long.MAX_VALUE : end;
    // The byte before tells whether a line starts at the split's first byte.
    this.first = Math.max(0, start - 1);
    this.window = new ByteWindow(file, first);
    if (start > 0) {
      next();
    } else {
      window.more(0);
      next = TextEncoding.skip(file.toString(), window.bytes(), window.limit());
    }
  }

  /** All lines of a file. */
  public static Lines of(Path file) throws IOException {
    return new Lines(file, 0, Long.MAX_VALUE);
  }

  /** Goes to the next line; false when there is none. */
  public boolean next() throws IOException {
    if (window.base() + next >= end) {
      return false;
    }
    int searched = next;
    while (true) {
      int found = lineFeed(window.bytes(), searched, window.limit());
      if (found >= 0) {
        line(next, found);
        next = found + 1;
        read++;
        return true;
      }
      searched = window.limit() - next;
      boolean more = window.more(next);
      next = 0;
      if (!more) {
        line(0, window.limit());
        next = window.limit();
        read++;
        return to > from || next > 0;
      }
    }
  }

  private void line(int start, int feed) {
    from = start;
    to = feed > start && window.bytes()[feed - 1] == '\r' ? feed - 1 : feed;
  }

  private static int lineFeed(byte[] bytes, int from, int limit) {
    int at = from;
    for (; at <= limit - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
      long zeros = (word - ONES) & ~word & HIGHS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >> 3);
      }
    }
    for (; at < limit; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** The array the line stands in, at {@link #from} (in) to {@link #to} (out). */
  public byte[] bytes() {
    return window.bytes();
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Where the line starts in the (decompressed) file. */
  public long offset() {
    return window.base() + from;
  }

  public byte[] copy() {
    return window.copy(from, to);
  }

  /** Says where the line stands, for people: by its number in the file. */
  public String place(LineNumbers numbers) throws IOException {
    return file + ", line " + (numbers.before(file, first) + read);
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
