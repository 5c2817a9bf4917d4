package io.millrace.models.data.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files that patterns name. */
final class FilePatterns {
  private FilePatterns() {}

  /**
   * The files in the order of their paths, each once.
   *
   * @param patterns paths, or globs with {@code *}, {@code ?}, <code>{a,b}</code>, {@code [ab]} and
   *     {@code **} for any number of directories
   * @throws FileNotFoundException for a pattern that names no file
   */
  static List<Path> files(List<String> patterns) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    for (String pattern : patterns) {
      int before = files.size();
      boolean known = add(pattern, files);
      if (!known && files.size() == before) {
        throw new FileNotFoundException(pattern + ": no file (expected: one or more)");
      }
    }
    if (files.isEmpty()) {
      throw new FileNotFoundException("patterns: none (expected: one or more)");
    }
    return List.copyOf(files);
  }

  private static boolean add(String pattern, TreeSet<Path> files) throws IOException {
    if (!isGlob(pattern)) {
      Path file = Path.of(pattern);
      if (Files.isDirectory(file)) {
        throw new IOException(pattern + ": a directory (expected: a file, or a pattern of files)");
      }
      if (Files.exists(file)) {
        if (!Files.isRegularFile(file)) {
          throw new IOException(
              pattern + ": a pipe or device (expected: a file, which is read several times)");
        }
        files.add(file);
        return true;
      }
      return false;
    }
    Path root = root(pattern);
    if (!Files.isDirectory(root)) {
      return false;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : depth(pattern, root);
    try (Stream<Path> found = Files.walk(root, depth)) {
      List<Path> matching =
          found
              .map(p -> under(root, p))
              .filter(matcher::matches)
              .filter(Files::isRegularFile)
              .toList();
      files.addAll(matching);
      return !matching.isEmpty();
    }
  }

  /** True for a pattern; a file whose name has such characters goes by its name. */
  private static boolean isGlob(String pattern) {
    return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0) && !Files.exists(Path.of(pattern));
  }

  /** The last directory before the first character that is special. */
  private static Path root(String pattern) {
    int special = 0;
    while ("*?[{".indexOf(pattern.charAt(special)) < 0) {
      special++;
    }
    int slash = pattern.lastIndexOf('/', special);
    return slash < 0 ? Path.of("") : Path.of(pattern.substring(0, slash + 1));
  }

  /** Walking "" gives paths that start with it, which no pattern says. */
  private static Path under(Path root, Path found) {
    return root.toString().isEmpty() ? Path.of("").relativize(found) : found;
  }

  private static int depth(String pattern, Path root) {
    String rest = pattern.substring(root.toString().length());
    return (int) rest.chars().filter(c -> c == '/').count() + 1;
  }
}
