package io.millrace.pipelines.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that are being written, in a hidden directory inside the one that they are for: there they
 * only turn up when all of them are whole, each in place of what had its name.
 */
public final class Draft implements Closeable {
  private final Path target;
  private final boolean targetIsNew;
  private final Path directory;
  private boolean kept;

  private Draft(Path target, boolean targetIsNew) throws IOException {
    this.target = target;
    this.targetIsNew = targetIsNew;
    this.directory = Files.createTempDirectory(target, ".unfinished-");
  }

  /** A draft of files for a directory, which is made if it is not there. */
  static Draft in(Path directory) throws IOException {
    boolean isNew = !Files.exists(directory);
    Files.createDirectories(directory);
    return new Draft(directory, isNew);
  }

  /** A draft of a file, and of what is written beside it. */
  static Draft of(Path file) throws IOException {
    Path directory = file.getParent();
    return new Draft(directory == null ? Path.of("") : directory, false);
  }

  /** Where to write the files. */
  public Path directory() {
    return directory;
  }

  /** Opens a file to write; what goes wrong is told of the file that it is to become. */
  OutputStream open(String name) throws InputException {
    return NamedOutput.open(directory.resolve(name), target.resolve(name));
  }

  /** Writes files; what goes wrong is told of the directory that they are for. */
  public void write(OutputFiles.Writing writing) throws InputException {
    try {
      writing.write(directory);
    } catch (IOException e) {
      throw OutputFiles.unwritable(target, e);
    }
  }

  /** The files are whole. */
  public void keep() throws IOException {
    keep(List.of());
  }

  /**
   * The files are whole, and stand in for others, which are deleted first: were the program killed
   * now, too few files would be seen, and a mix of both perhaps not.
   */
  void keep(List<Path> replaced) throws IOException {
    List<Path> written = files(directory);
    for (Path file : written) {
      expectNoDirectory(target.resolve(file.getFileName()));
    }
    for (Path file : replaced) {
      expectNoDirectory(file);
    }
    for (Path file : replaced) {
      Files.delete(file);
    }
    for (Path file : written) {
      Path place = target.resolve(file.getFileName());
      // What a link points to is replaced, not the link.
      Path real = Files.exists(place) ? place.toRealPath() : place;
      Files.move(file, real, StandardCopyOption.REPLACE_EXISTING);
    }
    kept = true;
  }

  private static void expectNoDirectory(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      throw new IOException(place + ": a directory (expected: a file)");
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(files::add);
    }
    return files;
  }

  /** Deletes what was not kept, and then a directory that was made for it. */
  @Override
  public void close() throws IOException {
    for (Path file : files(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
    if (targetIsNew && !kept && files(target).isEmpty()) {
      Files.delete(target);
    }
  }
}
