package io.millrace.models.inference.serving;

import io.millrace.models.inference.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
    Map.Entry<Long, Path> newest = versions().lastEntry();
    return newest == null ? null : new ModelLocation(model, newest.getKey(), newest.getValue());
  }

  /** Where this version lies; null when it is not there. */
  @Nullable ModelLocation find(long version) throws IOException {
    Path found = versions().get(version);
    return found == null ? null : new ModelLocation(model, version, found);
  }

  private TreeMap<Long, Path> versions() throws IOException {
    TreeMap<Long, Path> versions = new TreeMap<>();
    try (Stream<Path> children = Files.list(Path.of(directory))) {
      for (Path child : (Iterable<Path>) children::iterator) {
        long version = version(child);
        if (version >= 0 && Files.exists(child.resolve(SavedModel.FILE))) {
          versions.put(version, child);
        }
      }
    }
    return versions;
  }

  private static long version(Path child) {
    String name = String.valueOf(child.getFileName());
    if (name.length() > 18 || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return Long.parseLong(name);
  }
}
