package io.millrace.models.registry;

/** What asked for a training run. */
public enum TriggerKind {
  /** The distribution of features or predictions has moved. */
  DRIFT,
  /** The error on labelled examples has grown. */
  QUALITY,
  /** Enough new labelled examples have come in. */
  NEW_DATA,
  /** The time had come. */
  SCHEDULE,
  /** A person asked. */
  REQUEST
}
