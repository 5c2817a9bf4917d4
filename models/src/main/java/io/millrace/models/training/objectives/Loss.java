package io.millrace.models.training.objectives;

/**
 * What training of a regression makes small, of errors e in units of the (transformed) label's
 * standard deviation.
 */
public enum Loss {
  /** Squared errors e²: leads to the mean. */
  SQUARED,
  /**
   * Absolute errors, rounded off near 0 (√(e² + 0.1²) − 0.1) so that training settles: leads to the
   * median, and single wild labels hardly count.
   */
  ABSOLUTE,
  /**
   * Squared errors up to a size, absolute ones beyond (Huber 1964): with c = min(|e|, δ), c · (|e|
   * − c/2). Leads to the mean of all but wild labels.
   */
  HUBER,
  /**
   * ln cosh e: e²/2 near 0 and |e| − ln 2 far from it, smooth everywhere. For squared errors of the
   * label's logarithm: {@link #SQUARED} with {@link LabelTransform#LOG} or {@link
   * LabelTransform#LOG1P}.
   */
  LOG_COSH
}
