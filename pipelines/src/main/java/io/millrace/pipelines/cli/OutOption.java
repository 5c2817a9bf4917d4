package io.millrace.pipelines.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the file to write. */
final class OutOption {
  @Option(names = "--out", paramLabel = "FILE", description = "The file to write.")
  private @Nullable Path file;

  /** Finds mistakes before the work is done: no file, no directory for it, a wrong extension. */
  void check(Consumer<String> extension) {
    Path wanted = file();
    extension.accept(String.valueOf(wanted.getFileName()));
    Path directory = wanted.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "--out: " + wanted + " (expected: a file in a directory that exists)");
    }
  }

  boolean given() {
    return file != null;
  }

  Path file() {
    return expect("a file to write");
  }

  Path directory() {
    return expect("a directory to write to");
  }

  private Path expect(String expected) {
    if (file == null) {
      throw new IllegalArgumentException("--out: none (expected: " + expected + ")");
    }
    return file;
  }
}
