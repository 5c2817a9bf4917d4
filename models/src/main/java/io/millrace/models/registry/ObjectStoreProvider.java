package io.millrace.models.registry;

import java.net.URI;

/** Opens {@link ObjectStore}s of one kind; found by {@link java.util.ServiceLoader}. */
public interface ObjectStoreProvider {
  /** The scheme of the addresses that it opens, such as {@code s3}. */
  String scheme();

  /**
   * The store at an address.
   *
   * @throws IllegalArgumentException if the address or the surroundings' settings are wrong
   */
  ObjectStore open(URI address);
}
