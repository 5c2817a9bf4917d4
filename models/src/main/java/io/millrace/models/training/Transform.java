package io.millrace.models.training;

/** How a feature enters the model. */
public enum Transform {
  /**
   * A number, clipped to the training rows' 0.1 % and 99.9 % quantiles and standardised; a missing
   * one counts as the mean, and as missing.
   */
  NUMERIC,
  /** The logarithm ln(1 + max(x, 0)) of a number, then as {@link #NUMERIC}. */
  LOG,
  /** A text, or an integer as decimal text, looked up in the training rows' vocabulary. */
  CATEGORY,
  /** The event time's hour of the day and day of the week (UTC), as angles and as categories. */
  CYCLIC_TIME
}
