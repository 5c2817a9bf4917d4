package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * A version that shares the memory of a pool with those of other models. One that had to make room
 * is loaded again by the next caller, on its thread.
 */
final class PooledVersion implements CurrentVersion {
  private final SharedPool pool;

  private record InForce(ModelLocation location, ModelOptions options) {}

  private volatile @Nullable InForce current;

  /** A version of this pool, which {@link #close} leaves. */
  PooledVersion(SharedPool pool) {
    this.pool = pool;
  }

  @Override
  public void replace(ModelLocation next, ModelOptions options) throws ModelRejectedException {
    acquire(next, options).close();
    current = new InForce(next, options);
    pool.models().makeRoom();
  }

  @Override
  public @Nullable Lease lease() {
    InForce version = current;
    if (version == null) {
      return null;
    }
    try {
      return acquire(version.location, version.options);
    } catch (ModelRejectedException e) {
      throw new ModelUnavailableException(
          version.location + ": cannot be loaded again: " + e.getMessage());
    }
  }

  private Lease acquire(ModelLocation location, ModelOptions options)
      throws ModelRejectedException {
    try {
      return pool.models().acquire(location, options);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException(location + ": wait interrupted");
    }
  }

  @Override
  public @Nullable ModelLocation location() {
    InForce version = current;
    return version == null ? null : version.location;
  }

  @Override
  public void close() {
    current = null;
    pool.leave();
  }
}
