package io.millrace.models.validation.rules;

import org.tensorflow.metadata.v0.AnomalyInfo;

/** How bad it is when a rule does not hold. */
public enum Severity {
  /** Worth a look; nothing is refused for it. */
  WARNING,
  /** Data that must not be used. */
  ERROR;

  AnomalyInfo.Severity ofAnomaly() {
    return this == ERROR ? AnomalyInfo.Severity.ERROR : AnomalyInfo.Severity.WARNING;
  }
}
