package io.millrace.models.statistics.extra;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text, numbered from 0 as they stand in a file: a line each, or, where the file's
 * name ends in {@code tfrecord.gz}, a record each. Blanks around a token do not count.
 */
final class Vocabulary {
  // Statistics are made anew for every bundle and slice; the files they need are read once.
  private static final Map<String, Vocabulary> LOADED = new ConcurrentHashMap<>();

  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(List<String> tokens) {
    this.tokens = tokens;
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
  }

  /** The vocabulary in this file, read when it is first asked for. */
  static Vocabulary of(String file) {
    return LOADED.computeIfAbsent(file, Vocabulary::load);
  }

  private static Vocabulary load(String file) {
    try {
      return new Vocabulary(
          file.endsWith("tfrecord.gz")
              ? records(Path.of(file))
              : Files.readAllLines(Path.of(file)).stream().map(String::strip).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "vocabulary: " + file + " (expected: a text file, or TFRecords in tfrecord.gz)", e);
    }
  }

  /** A record is its length, a checksum, the bytes, a checksum, little-endian; gzip has its own. */
  private static List<String> records(Path file) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      for (int first = in.read(); first >= 0; first = in.read()) {
        byte[] head = new byte[11];
        in.readFully(head);
        long length = first;
        for (int i = 0; i < 7; i++) {
          length |= (head[i] & 0xffL) << (8 * (i + 1));
        }
        if (length < 0 || length > Integer.MAX_VALUE) {
          throw new EOFException(file + ": a record of " + length + " bytes (expected: a token)");
        }
        byte[] token = in.readNBytes((int) length);
        in.readFully(new byte[4]);
        tokens.add(new String(token, StandardCharsets.UTF_8).strip());
      }
    }
    return tokens;
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** The token of this number, or null. */
  @Nullable String token(long id) {
    return id >= 0 && id < tokens.size() ? tokens.get((int) id) : null;
  }

  /** The number of this token, or null. */
  @Nullable Integer id(String token) {
    return ids.get(token);
  }
}
