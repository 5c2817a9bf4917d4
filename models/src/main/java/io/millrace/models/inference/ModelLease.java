package io.millrace.models.inference;

/**
 * The right to call one model version: it stays open until the lease is closed, whatever is in
 * force meanwhile. Short is good: a lease a batch.
 */
public interface ModelLease extends AutoCloseable {

  /** What predicts; not to be used once the lease is closed. */
  BatchPredictor predictor();

  /** The model's name. */
  String model();

  /** The model's version. */
  long version();

  /** Whether this version is also the one for rows of this event time. */
  default boolean holdsAt(long eventTimeMillis) {
    return true;
  }

  @Override
  void close();
}
