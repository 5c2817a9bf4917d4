package io.millrace.models.registry;

/**
 * Tells a worker that the run it reports on is not its own any more: the lease ran out and another
 * worker took over, or the run has ended. Nothing was changed; the worker drops what it did.
 */
public final class LeaseLostException extends Exception {
  LeaseLostException(String message) {
    super(message);
  }
}
