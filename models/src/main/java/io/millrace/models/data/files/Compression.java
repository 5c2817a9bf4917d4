package io.millrace.models.data.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Which files are compressed as a whole: gzip, by the name or the first bytes, is decompressed
 * while reading; others are refused by their names.
 */
public final class Compression {
  private static final Set<String> GZIP = Set.of("gz", "gzip");

  private static final Set<String> OTHERS =
      Set.of(
          "7z", "br", "bz2", "deflate", "lz4", "lzma", "lzo", "snappy", "sz", "xz", "z", "zip",
          "zst", "zstd");

  private static final int GZIP_HEADER = 10;

  private Compression() {}

  /**
   * True for files that are decompressed, which makes them one split.
   *
   * @throws IOException if the file cannot be read, or its name says another compression
   */
  public static boolean isGzip(Path file) throws IOException {
    String suffix = suffix(file.toString());
    if (OTHERS.contains(suffix)) {
      throw new IOException(
          file + ": compressed as ." + suffix + " (expected: gzip, or not compressed)");
    }
    return GZIP.contains(suffix) || startsLikeGzip(file);
  }

  /** The header of RFC 1952, section 2.3; no TFRecord starts like it, as lengths have checksums. */
  private static boolean startsLikeGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] b = in.readNBytes(GZIP_HEADER);
      return b.length == GZIP_HEADER
          && b[0] == 0x1F
          && b[1] == (byte) 0x8B
          && b[2] == 8
          && (b[3] & 0xE0) == 0
          && (b[8] == 0 || b[8] == 2 || b[8] == 4)
          && (b[9] == -1 || (b[9] >= 0 && b[9] <= 13));
    }
  }

  /** A file's name without the suffix of any compression, read or refused. */
  public static String withoutSuffix(String name) {
    String suffix = suffix(name);
    return GZIP.contains(suffix) || OTHERS.contains(suffix)
        ? name.substring(0, name.length() - suffix.length() - 1)
        : name;
  }

  private static String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
