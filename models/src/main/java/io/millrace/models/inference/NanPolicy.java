package io.millrace.models.inference;

/** What becomes of a row with a float that is NaN, or missing without a value to take its place. */
public enum NanPolicy {
  /**
   * Fed when the model's graph looks for NaN ({@code IsNan} or {@code IsFinite}), as those of our
   * own trainer do; else as {@link #REFUSE}.
   */
  BY_GRAPH,
  /** Fed: the model is known to cope. */
  FEED,
  /** The row fails with a reason: the model would answer with a plausible number. */
  REFUSE
}
