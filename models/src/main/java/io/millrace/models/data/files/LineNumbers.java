package io.millrace.models.data.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many line breaks stand before a byte of a file. Only who asks makes it read; what was counted
 * is kept, so that asking for one split after the other reads a file once. Thread-safe.
 */
public final class LineNumbers implements Serializable {
  private static final int BUFFER = 1 << 18;

  /** Of each file, the line breaks before some of its bytes. */
  private final Map<String, NavigableMap<Long, Long>> counted = new HashMap<>();

  /** The line breaks before the byte {@code end} of a file that is not compressed. */
  synchronized long before(Path file, long end) throws IOException {
    NavigableMap<Long, Long> known =
        counted.computeIfAbsent(file.toString(), name -> new TreeMap<>(Map.of(0L, 0L)));
    Map.Entry<Long, Long> nearest = known.floorEntry(end);
    if (nearest.getKey() == end) {
      return nearest.getValue();
    }
    long breaks = nearest.getValue() + count(file, nearest.getKey(), end);
    known.put(end, breaks);
    return breaks;
  }

  private static long count(Path file, long start, long end) throws IOException {
    long breaks = 0;
    byte[] buffer = new byte[(int) Math.min(BUFFER, end - start)];
    try (FileChannel channel = FileChannel.open(file).position(start);
        InputStream in = Channels.newInputStream(channel)) {
      long left = end - start;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(
              file + ": ends before byte " + end + " (expected: a file that nobody changes)");
        }
        for (int i = 0; i < read; i++) {
          breaks += buffer[i] == '\n' ? 1 : 0;
        }
        left -= read;
      }
    }
    return breaks;
  }
}
