package io.millrace.pipelines.training;

/** What an example is used for. */
public enum Side {
  /** Learnt from. */
  TRAINING,
  /** Tried after every epoch, to stop in time and to choose settings. */
  VALIDATION,
  /** What champion and challenger are compared on. */
  HELD_OUT
}
