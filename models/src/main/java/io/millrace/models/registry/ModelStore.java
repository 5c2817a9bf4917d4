package io.millrace.models.registry;

import io.millrace.models.inference.Manifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of model versions, in TensorFlow Serving's layout {@code <root>/<model>/<version>/}.
 *
 * <p>A version's directory has its number only once it is complete: it is filled under another
 * name, which servers skip, and renamed. What is published never changes. A model's name cannot
 * lead out of the root.
 */
public final class ModelStore {
  private static final String MANIFEST = "millrace-manifest.json";
  // Without leading zeros: each number has one directory.
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  private final Path root;

  /** A store under the given directory, which is made when the first version is published. */
  public ModelStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * Copies a directory into the store as a version, with its manifest, and forces it to disk. On
   * failure nothing stays behind.
   *
   * @param staged the version's files; left as they are
   * @return the version's directory
   * @throws FileAlreadyExistsException if the version is published already
   * @throws IllegalArgumentException if the directory holds anything but files and directories
   */
  public Path publish(String model, long version, Path staged) throws IOException {
    Path target = locate(model, version);
    refuseExisting(target);
    if (!Files.isDirectory(staged)) {
      throw new IllegalArgumentException("staged: " + staged + " (expected: a directory)");
    }
    Path parent = root.resolve(model);
    Files.createDirectories(parent);
    Path filling = parent.resolve("." + version + "-" + UUID.randomUUID() + ".partial");
    try {
      FileTree.copy(staged, filling);
      Manifest.write(filling);
      FileTree.force(filling);
      rename(filling, target);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, filling);
      throw e;
    }
    FileTree.forceEntries(parent);
    return target;
  }

  private static void refuseExisting(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "a published version never changes");
    }
  }

  private static void rename(Path filling, Path target) throws IOException {
    try {
      Files.move(filling, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another publisher of the same version was first: a full directory is never replaced.
      refuseExisting(target);
      throw e;
    }
  }

  private static void deleteAfter(Exception failure, Path filling) {
    try {
      FileTree.delete(filling);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** The version's directory, whether or not it is there. */
  public Path locate(String model, long version) {
    Names.check("model", model);
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: 1 or more)");
    }
    return root.resolve(model).resolve(Long.toString(version));
  }

  /** The published versions of the model, in order: what is being filled is not among them. */
  public List<Long> versions(String model) throws IOException {
    Path parent = root.resolve(Names.check("model", model));
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> VERSION.matcher(child.getFileName().toString()).matches())
          .filter(child -> Files.isRegularFile(child.resolve(MANIFEST)))
          .map(child -> Long.valueOf(child.getFileName().toString()))
          .sorted()
          .toList();
    }
  }
}
