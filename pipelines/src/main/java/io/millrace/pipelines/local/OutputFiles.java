package io.millrace.pipelines.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files that people name; every mistake is told in one line. */
public final class OutputFiles {
  private OutputFiles() {}

  /** Writes a file, or several beside it. */
  public interface Writing {
    void write(Path file) throws IOException;
  }

  public static void write(Path file, Writing writing) throws InputException {
    try {
      writing.write(file);
    } catch (IOException e) {
      throw InputException.of(file, e);
    }
  }

  /** Makes a directory to write files into, if it is not there. */
  public static void directory(Path directory) throws InputException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new InputException(directory + ": a file (expected: a directory)");
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw InputException.of(directory, e);
    }
  }

  public static DeadLetterFile deadLetters(Path file) throws InputException {
    try {
      return new DeadLetterFile(file);
    } catch (IOException e) {
      throw InputException.of(file, e);
    }
  }
}
