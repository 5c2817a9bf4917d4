package io.millrace.models.training;

/** What training makes small. */
public enum Loss {
  /** Squared errors: leads to the mean. */
  SQUARED,
  /**
   * Absolute errors, rounded off near 0 (√(e² + 0.1²) − 0.1 in units of the label's deviation) so
   * that training settles: leads to the median, and single wild labels hardly count.
   */
  ABSOLUTE,
  /**
   * Squared errors up to a size, absolute ones beyond (Huber 1964): with c = min(|e|, δ), c · (|e|
   * − c/2). Leads to the mean of all but wild labels.
   */
  HUBER
}
