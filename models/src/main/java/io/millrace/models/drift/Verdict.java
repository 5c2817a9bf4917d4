package io.millrace.models.drift;

/** What a test says. Too little data is a verdict of its own, never "no drift". */
public enum Verdict {
  DRIFT,
  NO_DRIFT,
  INSUFFICIENT_DATA
}
