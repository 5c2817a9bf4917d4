package io.millrace.models.inference.serving;

import io.millrace.models.inference.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The SavedModel in one directory, wherever that is: {@code saved_model.pb} stands right in it. A
 * directory named by a number is that version of the model its parent is named after; any other is
 * version 0 of the model it is named after itself.
 */
public final class ModelDirectory implements ModelSource {
  private final String directory;

  public ModelDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize().toString();
  }

  /** Whether there is a SavedModel right in this directory. */
  public static boolean isOne(Path directory) {
    return Files.exists(directory.resolve(SavedModel.FILE));
  }

  @Override
  public String name() {
    return "directory:" + directory;
  }

  @Override
  public @Nullable ModelLocation current() {
    Path path = Path.of(directory);
    if (!isOne(path)) {
      return null;
    }
    String name = String.valueOf(path.getFileName());
    Path parent = path.getParent();
    boolean numbered = name.matches("[0-9]{1,18}") && parent != null;
    return new ModelLocation(
        parent != null && numbered ? String.valueOf(parent.getFileName()) : name,
        numbered ? Long.parseLong(name) : 0,
        path);
  }
}
