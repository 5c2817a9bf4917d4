package io.millrace.models.registry;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/**
 * A store of whole objects by key, as S3 is: no directories, no renaming. What was written is read
 * again at once, by everyone.
 *
 * <p>To add one: one class that implements this, one {@link ObjectStoreProvider} beside it.
 */
public interface ObjectStore {
  /**
   * Writes an object, in place of an earlier one.
   *
   * @param sha256 of the file, in hexadecimal; a store that can, refuses other bytes
   */
  void put(String key, Path file, String sha256) throws IOException;

  /**
   * Writes an object that does not exist yet.
   *
   * @throws FileAlreadyExistsException if it does; a store that cannot tell overwrites it
   */
  void create(String key, Path file, String sha256) throws IOException;

  /** Reads an object into a new file; false if there is no such object. */
  boolean get(String key, Path file) throws IOException;

  /** The keys that begin with a prefix, in any order. */
  List<String> list(String prefix) throws IOException;

  /** Deletes an object; one that does not exist is deleted already. */
  void delete(String key) throws IOException;
}
