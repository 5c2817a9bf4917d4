package io.millrace.models.registry;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Objects as files of a directory. */
record FileObjects(Path root) implements ObjectStore {
  @Override
  public void put(String key, Path file, String sha256) throws IOException {
    Path target = root.resolve(key);
    Files.createDirectories(target.getParent());
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void create(String key, Path file, String sha256) throws IOException {
    if (Files.exists(root.resolve(key))) {
      throw new FileAlreadyExistsException(key);
    }
    put(key, file, sha256);
  }

  @Override
  public boolean get(String key, Path file) throws IOException {
    if (!Files.exists(root.resolve(key))) {
      return false;
    }
    Files.copy(root.resolve(key), file);
    return true;
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(key -> key.startsWith(prefix))
          .toList();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(root.resolve(key));
  }
}
