package io.millrace.models.registry;

import io.millrace.models.inference.Manifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Model versions in directories that everyone who loads them can read. A version's directory has
 * its number only once it is complete: it is filled under another name, which servers skip, and
 * renamed.
 */
final class DirectoryStore implements ArtifactStore {
  // Without leading zeros: each number has one directory.
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern PARTIAL = Pattern.compile("\\.[0-9]+-.*\\.partial");

  private final Path root;

  /** A store under the given directory, which is made when the first version is published. */
  DirectoryStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Path publish(String model, long version, Path staged) throws IOException {
    Path target = directory(model, version);
    refuseExisting(target);
    Path parent = root.resolve(model);
    Files.createDirectories(parent);
    Path filling = partial(parent, version);
    try {
      FileTree.copy(staged, filling);
      Manifest.write(filling);
      FileTree.force(filling);
      rename(filling, target);
    } catch (IOException | RuntimeException e) {
      FileTree.deleteAfter(e, filling);
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

  /** A name for what is not complete, and that no server takes for a version. */
  static Path partial(Path parent, long version) {
    return parent.resolve("." + version + "-" + UUID.randomUUID() + ".partial");
  }

  /** The version's directory, with whatever files: who loads it finds out. */
  @Override
  public Path fetch(String model, long version) throws IOException {
    Path target = directory(model, version);
    if (!Files.isDirectory(target)) {
      // That is how a store looks which is not mounted: no word on the version itself.
      throw new NoSuchFileException(
          target.toString(),
          null,
          "absent (expected: a version's directory in a mounted store" + others(model) + ")");
    }
    return target;
  }

  /** What to do where the store seems to be mounted. */
  private String others(String model) throws IOException {
    return versions(model).isEmpty()
        ? ""
        : "; other versions of "
            + model
            + " are there: if this one was deleted, put its files back or have it quarantined";
  }

  private Path directory(String model, long version) {
    return root.resolve(model).resolve(Long.toString(version));
  }

  @Override
  public List<Long> versions(String model) throws IOException {
    Path parent = root.resolve(model);
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> VERSION.matcher(child.getFileName().toString()).matches())
          .filter(Manifest::isPresent)
          .map(child -> Long.valueOf(child.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  /** Renames the directory before it empties it: at no time there is half a version. */
  @Override
  public boolean delete(String model, long version) throws IOException {
    Path target = directory(model, version);
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path leaving = partial(root.resolve(model), version);
    Files.move(target, leaving, StandardCopyOption.ATOMIC_MOVE);
    FileTree.delete(leaving);
    return true;
  }

  @Override
  public int sweep(String model, Instant before) throws IOException {
    Path parent = root.resolve(model);
    if (!Files.isDirectory(parent)) {
      return 0;
    }
    List<Path> abandoned = new ArrayList<>();
    try (Stream<Path> children = Files.list(parent)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (PARTIAL.matcher(child.getFileName().toString()).matches()
            && Files.getLastModifiedTime(child).toInstant().isBefore(before)) {
          abandoned.add(child);
        }
      }
    }
    for (Path child : abandoned) {
      FileTree.delete(child);
    }
    return abandoned.size();
  }
}
