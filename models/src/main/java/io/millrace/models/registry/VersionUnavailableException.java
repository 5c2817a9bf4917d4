package io.millrace.models.registry;

/** Tells that a version does not exist or is in a state that does not allow what was asked. */
public final class VersionUnavailableException extends RuntimeException {
  VersionUnavailableException(String message) {
    super(message);
  }
}
