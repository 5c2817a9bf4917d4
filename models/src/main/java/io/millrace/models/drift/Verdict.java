package io.millrace.models.drift;

public enum Verdict {
  DRIFT,
  NO_DRIFT,
  INSUFFICIENT_DATA
}
