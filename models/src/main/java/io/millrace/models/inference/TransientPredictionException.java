package io.millrace.models.inference;

/**
 * A call that failed for no row's fault and may succeed with fewer rows or a little later: no
 * memory just now, a deadline, a server that is overloaded. For predictors to throw.
 */
public final class TransientPredictionException extends RuntimeException {

  public TransientPredictionException(String message, Throwable cause) {
    super(message, cause);
  }
}
