package io.millrace.models.registry;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a {@link ModelStore}.
 *
 * @param address a directory's path, or {@code <scheme>://…} such as {@code s3://bucket/prefix}
 * @param cache the directory for copies on this machine, where the store is not a directory itself;
 *     null for one in the user's home
 */
public record StoreLocation(String address, @Nullable String cache) implements Serializable {
  private static final Pattern REMOTE = Pattern.compile("[a-z][a-z0-9+.-]+://.+");

  /** A directory that everyone who loads models can read. */
  public static StoreLocation of(Path directory) {
    return new StoreLocation(directory.toString(), null);
  }

  /** Whether the versions are kept elsewhere and copied to this machine. */
  public boolean remote() {
    return REMOTE.matcher(address).matches();
  }

  /**
   * The directory of a store that is one.
   *
   * @throws IllegalStateException if it is {@link #remote}
   */
  public Path directory() {
    if (remote()) {
      throw new IllegalStateException("store: " + address + " (expected: a directory)");
    }
    return Path.of(address);
  }

  /** Where copies are kept on this machine. */
  Path cacheDirectory() {
    return cache == null
        ? Path.of(System.getProperty("user.home"), ".cache", "millrace", "models")
        : Path.of(cache);
  }

  @Override
  public String toString() {
    return address;
  }
}
