package io.millrace.models.inference;

/** A model directory that must not serve; the message names file or tensor, value, expectation. */
public final class ModelRejectedException extends Exception {

  public ModelRejectedException(String reason) {
    super(reason);
  }

  public ModelRejectedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
