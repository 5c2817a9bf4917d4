package io.millrace.models.registry;

import io.millrace.models.inference.ModelRejectedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Where the files of model versions are kept, under {@code <model>/<version>/}. A version is there
 * wholly or not at all: one without its {@link io.millrace.models.inference.Manifest} does not
 * exist. Names are checked by the {@link ModelStore} before.
 */
interface ArtifactStore {
  /**
   * Puts a directory's files into the store, with their manifest.
   *
   * @return a directory on this machine that holds the version
   * @throws FileAlreadyExistsException if the version is published already
   */
  Path publish(String model, long version, Path staged) throws IOException;

  /**
   * A directory on this machine that holds the version.
   *
   * @throws ModelRejectedException if the version is not complete, or not what was published
   * @throws IOException if that cannot be told just now
   */
  Path fetch(String model, long version) throws IOException, ModelRejectedException;

  /** The numbers of the complete versions, in order. */
  List<Long> versions(String model) throws IOException;

  /** Deletes a version and what a broken publication left of it; false if nothing was there. */
  boolean delete(String model, long version) throws IOException;

  /** Deletes what broken publications left behind before a time, and says of how many. */
  int sweep(String model, Instant before) throws IOException;
}
