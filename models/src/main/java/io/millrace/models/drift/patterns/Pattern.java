package io.millrace.models.drift.patterns;

/** How a new concept takes the place of the old one. */
public enum Pattern {
  /** At once. */
  SUDDEN,
  /** Values of the new concept come among those of the old one, more and more of them. */
  GRADUAL,
  /** The concept itself moves, step by step. */
  INCREMENTAL,
  /** A concept that there was before is back. */
  RECURRING
}
