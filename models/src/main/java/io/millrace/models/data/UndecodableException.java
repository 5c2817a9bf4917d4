package io.millrace.models.data;

/** Says what in a record cannot be read: name, value, expectation. */
public final class UndecodableException extends Exception {
  public UndecodableException(String message) {
    super(message);
  }

  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
