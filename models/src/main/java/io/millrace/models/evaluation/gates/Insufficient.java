package io.millrace.models.evaluation.gates;

/** What a gate makes of a case that it cannot decide. */
public enum Insufficient {
  /** It passes, and the reason says that it was not judged. */
  PASS,
  /** It does not pass. */
  FAIL
}
