package io.millrace.models.inference.serving;

import java.time.Duration;

/** An open {@link ModelHandler}: gives leases on models until it is closed. Thread-safe. */
public interface ModelAccess extends AutoCloseable {

  /**
   * A lease on the model that is to predict rows of this event time.
   *
   * @param eventTimeMillis in milliseconds since the epoch; handlers that have one model in force
   *     at a time do not look at it
   * @param timeout how long to wait for a model that is not there yet
   * @throws ModelUnavailableException when there was none within {@code timeout}; it tells why
   */
  ModelLease acquire(long eventTimeMillis, Duration timeout);

  /** How sure it is that what is given out is what should be. */
  Staleness staleness();

  /** Leaves; leases that are out stay valid until they are closed. */
  @Override
  void close();
}
