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
  private final long validFrom;
  private final long validUntil;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Of the one version there is, for all event times. */
  Lease(LoadedModel loaded) {
    this(loaded, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Of one of several versions, for the event times at which it is in force. */
  Lease(LoadedModel loaded, long validFrom, long validUntil) {
    this.loaded = loaded;
    this.validFrom = validFrom;
    this.validUntil = validUntil;
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

  @Override
  public long validFrom() {
    return validFrom;
  }

  @Override
  public long validUntil() {
    return validUntil;
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
