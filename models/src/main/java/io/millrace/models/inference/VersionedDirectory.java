package io.millrace.models.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The highest version under a directory in TensorFlow Serving's layout: {@code
 * <model>/<version>/saved_model.pb}. Children that are not numbers are skipped, and so are numbers
 * without the file, since it is written last. A missing directory is an error, an empty one is not:
 * in both cases what serves goes on serving.
 */
public final class VersionedDirectory implements ModelSource {
  private final String model;
  private final String directory;

  public VersionedDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize().toString();
    Path name = directory.toAbsolutePath().normalize().getFileName();
    if (name == null) {
      throw new IllegalArgumentException(
          "directory: " + directory + " (expected: one named after the model)");
    }
    this.model = name.toString();
  }

  @Override
  public String name() {
    return "directory:" + directory;
  }

  @Override
  public @Nullable ModelLocation current() throws IOException {
    ModelLocation newest = null;
    try (Stream<Path> children = Files.list(Path.of(directory))) {
      for (Path child : (Iterable<Path>) children::iterator) {
        long version = version(child);
        if (version >= 0
            && (newest == null || version > newest.version())
            && Files.exists(child.resolve(SavedModel.FILE))) {
          newest = new ModelLocation(model, version, child);
        }
      }
    }
    return newest;
  }

  private static long version(Path child) {
    String name = String.valueOf(child.getFileName());
    if (name.length() > 18 || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return Long.parseLong(name);
  }
}
