package io.millrace.models.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the files of a model's directory. What the directory lacks is the model's fault; a
 * directory that is not there, or cannot be read, is not: a store may be unmounted.
 */
final class ModelFiles {
  private ModelFiles() {}

  /**
   * The bytes of a file.
   *
   * @param expected what the file is to be, for messages
   * @throws ModelRejectedException if the directory is there without the file
   * @throws IOException if it cannot be read just now
   */
  static byte[] read(Path directory, String name, String expected)
      throws IOException, ModelRejectedException {
    Path file = directory.resolve(name);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      if (Files.isDirectory(directory)) {
        throw new ModelRejectedException(file + ": absent (expected: " + expected + ")", e);
      }
      throw new NoSuchFileException(
          directory.toString(), null, "absent (expected: a model's directory)");
    }
  }
}
