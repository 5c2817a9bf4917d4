package io.millrace.models.inference.serving;

import io.millrace.models.inference.BatchPredictor;

/** A lease on one of several versions, for the event times at which it is in force. */
final class VersionLease implements ModelLease {
  private final Lease lease;
  private final long validFrom;
  private final long validUntil;

  VersionLease(LoadedModel retained, long validFrom, long validUntil) {
    this.lease = new Lease(retained);
    this.validFrom = validFrom;
    this.validUntil = validUntil;
  }

  @Override
  public BatchPredictor predictor() {
    return lease.predictor();
  }

  @Override
  public String model() {
    return lease.model();
  }

  @Override
  public long version() {
    return lease.version();
  }

  @Override
  public ModelLoad load() {
    return lease.load();
  }

  @Override
  public long validFrom() {
    return validFrom;
  }

  @Override
  public long validUntil() {
    return validUntil;
  }

  @Override
  public void close() {
    lease.close();
  }
}
