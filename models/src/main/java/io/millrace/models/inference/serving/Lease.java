package io.millrace.models.inference.serving;

import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.SavedModel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to call one model version: it stays open until the lease is closed, however often the
 * current version changes meanwhile. Short is good: a lease a batch or bundle.
 */
public final class Lease implements ModelLease {
  private final LoadedModel loaded;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(LoadedModel loaded) {
    this.loaded = loaded;
  }

  @Override
  public String model() {
    return loaded.location().model();
  }

  @Override
  public long version() {
    return loaded.location().version();
  }

  public ModelLocation location() {
    return loaded.location();
  }

  @Override
  public BatchPredictor predictor() {
    return loaded.model();
  }

  @Override
  public ModelLoad load() {
    return loaded.load();
  }

  /** The model; not to be closed by the caller, nor used after the lease is. */
  public SavedModel savedModel() {
    return loaded.model();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loaded.release();
    }
  }
}
