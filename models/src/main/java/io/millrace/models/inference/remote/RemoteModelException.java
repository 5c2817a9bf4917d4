package io.millrace.models.inference.remote;

/** The server could not be asked, or did not answer as it should. It says nothing about rows. */
public final class RemoteModelException extends RuntimeException {
  private final int status;

  RemoteModelException(String message, int status) {
    super(message);
    this.status = status;
  }

  RemoteModelException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The HTTP status, or 0 when there was no answer. */
  public int status() {
    return status;
  }
}
