package io.millrace.models.inference.serving;

import io.millrace.models.inference.BatchPredictor;
import org.jspecify.annotations.Nullable;

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

  /** How the version was loaded into this process; null where nothing is. */
  default @Nullable ModelLoad load() {
    return null;
  }

  /** The first event time, in milliseconds since the epoch, whose rows are this version's. */
  default long validFrom() {
    return Long.MIN_VALUE;
  }

  /** The first event time behind {@link #validFrom} whose rows are not; the maximum for never. */
  default long validUntil() {
    return Long.MAX_VALUE;
  }

  @Override
  void close();
}
