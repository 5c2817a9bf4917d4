package io.millrace.models.inference.serving;

/** No model has been loaded in the time a caller was willing to wait. */
public final class ModelUnavailableException extends RuntimeException {

  public ModelUnavailableException(String message) {
    super(message);
  }
}
