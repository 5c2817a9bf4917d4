package io.millrace.models.registry;

import io.millrace.models.inference.ModelRejectedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The files of model versions, in TensorFlow Serving's layout {@code <root>/<model>/<version>/}: a
 * directory, or a store such as S3 with copies on this machine.
 *
 * <p>A version appears only once it is complete: in a directory it is filled under another name and
 * renamed, elsewhere its manifest comes last, and readers see nothing without one. What is
 * published never changes. A model's name cannot lead out of the root.
 */
public final class ModelStore {
  private final ArtifactStore artifacts;

  /** A store in the given directory, which is made when the first version is published. */
  public ModelStore(Path root) {
    this(StoreLocation.of(root));
  }

  /**
   * The store at the given address.
   *
   * @throws IllegalArgumentException if nothing on the class path opens such an address
   */
  public ModelStore(StoreLocation location) {
    artifacts =
        location.remote()
            ? ObjectArtifacts.open(location)
            : new DirectoryStore(location.directory());
  }

  /**
   * Copies a directory into the store as a version, with its manifest, and returns when it cannot
   * be lost any more. On failure no version is there.
   *
   * @param staged the version's files; left as they are
   * @return a directory on this machine that holds the version
   * @throws FileAlreadyExistsException if the version is published already
   * @throws IllegalArgumentException if the directory holds anything but files and directories
   */
  public Path publish(String model, long version, Path staged) throws IOException {
    check(model, version);
    if (!Files.isDirectory(staged)) {
      throw new IllegalArgumentException("staged: " + staged + " (expected: a directory)");
    }
    return artifacts.publish(model, version, staged);
  }

  /**
   * A directory on this machine that holds the version. From a directory it is named as it lies
   * there, its files unchecked; from elsewhere it is fetched once, and compared with its manifest.
   *
   * @throws ModelRejectedException if the version is not complete, or not what was published
   * @throws IOException if the store cannot be read just now, or is a directory without one of the
   *     version: it may be not mounted
   */
  public Path fetch(String model, long version) throws IOException, ModelRejectedException {
    check(model, version);
    return artifacts.fetch(model, version);
  }

  /** The published versions of the model, in order: what is being filled is not among them. */
  public List<Long> versions(String model) throws IOException {
    return artifacts.versions(Names.check("model", model));
  }

  /** Deletes a version and what a broken publication left of it; false if nothing was there. */
  boolean delete(String model, long version) throws IOException {
    check(model, version);
    return artifacts.delete(model, version);
  }

  /** Deletes what broken publications left behind before a time, and says of how many. */
  int sweep(String model, Instant before) throws IOException {
    return artifacts.sweep(Names.check("model", model), before);
  }

  private static void check(String model, long version) {
    Names.check("model", model);
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: 1 or more)");
    }
  }
}
