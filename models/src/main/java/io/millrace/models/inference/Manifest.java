package io.millrace.models.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The size and SHA-256 of every file in a model directory, kept beside them as JSON. TensorFlow
 * checks the variables only: a flipped bit in the graph or an asset loads quietly. Files whose name
 * begins with a dot are none of the model's.
 */
public final class Manifest {
  /** The manifest's own name in the model directory. */
  public static final String FILE = "millrace-manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final SortedMap<String, Entry> files;

  /** A file's size in bytes and SHA-256 in hexadecimal. */
  public record Entry(long size, String sha256) {}

  private record Form(@Nullable SortedMap<String, Entry> files) {}

  private Manifest(SortedMap<String, Entry> files) {
    this.files = files;
  }

  /** The entries by path within the model directory, with forward slashes. */
  public Map<String, Entry> files() {
    return Map.copyOf(files);
  }

  public static boolean isPresent(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /** Writes the manifest of what is in {@code directory} now, in place of any earlier one. */
  public static Manifest write(Path directory) throws IOException {
    SortedMap<String, Entry> files = new TreeMap<>();
    for (Map.Entry<String, Path> file : list(directory).entrySet()) {
      files.put(file.getKey(), new Entry(Files.size(file.getValue()), sha256(file.getValue())));
    }
    JSON.writeValue(directory.resolve(FILE).toFile(), new Form(files));
    return new Manifest(files);
  }

  /**
   * Checks that {@code directory} holds the files of its manifest, and no others.
   *
   * @return how many files that are
   * @throws ModelRejectedException if it does not
   * @throws UncheckedIOException if the directory is not there, or cannot be read just now
   */
  public static int verify(Path directory) throws ModelRejectedException {
    try {
      Map<String, Entry> expected = read(directory).files;
      SortedMap<String, Path> found = list(directory);
      for (Map.Entry<String, Entry> entry : expected.entrySet()) {
        Path file = found.remove(entry.getKey());
        if (file == null) {
          throw new ModelRejectedException(
              entry.getKey() + ": absent (expected: " + entry.getValue().size() + " bytes)");
        }
        verify(entry.getKey(), file, entry.getValue());
      }
      if (!found.isEmpty()) {
        throw new ModelRejectedException(found.firstKey() + ": (expected: listed in " + FILE + ")");
      }
      return expected.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checksum of the manifest itself, which stands for the whole directory. */
  public static String sha256Of(Path directory) throws IOException {
    return sha256(directory.resolve(FILE));
  }

  private static void verify(String name, Path file, Entry expected)
      throws IOException, ModelRejectedException {
    long size = Files.size(file);
    if (size != expected.size()) {
      throw new ModelRejectedException(
          name + ": " + size + " bytes (expected: " + expected.size() + ")");
    }
    String sha256 = sha256(file);
    if (!sha256.equals(expected.sha256())) {
      throw new ModelRejectedException(
          name + ": sha256 " + sha256 + " (expected: " + expected.sha256() + ")");
    }
  }

  /**
   * The manifest of a directory, unchecked.
   *
   * @throws ModelRejectedException if the directory has none, or one that makes no sense
   * @throws IOException if the directory is not there, or cannot be read just now
   */
  public static Manifest read(Path directory) throws IOException, ModelRejectedException {
    byte[] json = ModelFiles.read(directory, FILE, "a manifest");
    try {
      SortedMap<String, Entry> files = JSON.readValue(json, Form.class).files();
      if (files == null) {
        throw new ModelRejectedException(FILE + ": no files (expected: sizes and sha256 by file)");
      }
      return new Manifest(files);
    } catch (JacksonException e) {
      throw new ModelRejectedException(
          FILE + ": " + e.getOriginalMessage() + " (expected: sizes and sha256 by file)", e);
    }
  }

  private static SortedMap<String, Path> list(Path directory) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path) && !name.equals(FILE) && !isHidden(path)) {
          files.put(name, path);
        }
      }
    }
    return files;
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
