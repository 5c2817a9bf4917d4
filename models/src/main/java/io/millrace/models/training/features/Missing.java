package io.millrace.models.training.features;

/** Whether a number has a second one beside it that is 1 where it is missing. */
public enum Missing {
  /** If training rows lacked it: otherwise there is nothing to learn about that. */
  WHEN_SEEN,
  ALWAYS,
  NEVER;

  boolean isTold(boolean seen) {
    return this == ALWAYS || (this == WHEN_SEEN && seen);
  }
}
