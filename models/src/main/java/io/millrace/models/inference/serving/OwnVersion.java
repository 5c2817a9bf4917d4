package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import org.jspecify.annotations.Nullable;

/** A version that stays loaded as long as it is in force, and closes after its last lease. */
final class OwnVersion implements CurrentVersion {
  private boolean closed;
  private volatile @Nullable LoadedModel current;

  @Override
  public void replace(ModelLocation next, ModelOptions options) throws ModelRejectedException {
    LoadedModel model = LoadedModel.load(next, options);
    LoadedModel former;
    synchronized (this) {
      former = closed ? model : current;
      if (!closed) {
        current = model;
      }
    }
    if (former != null) {
      former.release();
    }
  }

  @Override
  public @Nullable Lease lease() {
    // A model that cannot be retained has been replaced already, so the next look finds its heir.
    for (LoadedModel loaded = current; loaded != null; loaded = current) {
      if (loaded.retain()) {
        return new Lease(loaded);
      }
    }
    return null;
  }

  @Override
  public @Nullable ModelLocation location() {
    LoadedModel loaded = current;
    return loaded == null ? null : loaded.location();
  }

  @Override
  public void close() {
    LoadedModel last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      last.release();
    }
  }
}
