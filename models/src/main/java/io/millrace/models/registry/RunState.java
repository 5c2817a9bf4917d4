package io.millrace.models.registry;

/** How far a training run has come. */
public enum RunState {
  /** Waits for a trainer. */
  REQUESTED,
  /** A trainer holds it and trains. */
  RUNNING,
  /** A trainer holds it and compares the challenger with the champion. */
  EVALUATING,
  /** Ended: its version passed every gate. */
  ACCEPTED,
  /** Ended: its version did not pass. */
  REFUSED,
  /** Ended: it could not be carried out. */
  FAILED;

  /** Whether the run has not ended. A model has at most one open run. */
  public boolean open() {
    return this == REQUESTED || this == RUNNING || this == EVALUATING;
  }
}
