package io.millrace.transforms.retraining;

import io.millrace.models.registry.TriggerKind;

/** What can ask for a new model. */
public enum Trigger {
  /** The model's error has grown. */
  ERROR(TriggerKind.QUALITY),
  /** The distribution of a feature that the model uses has changed. */
  DRIFT(TriggerKind.DRIFT),
  /** Enough labelled examples have come since the last request. */
  NEW_DATA(TriggerKind.NEW_DATA),
  /** Long enough ago was the last request. */
  SCHEDULE(TriggerKind.SCHEDULE),
  /** A file has come into a watched directory. */
  NEW_FILES(TriggerKind.NEW_DATA);

  private final TriggerKind kind;

  Trigger(TriggerKind kind) {
    this.kind = kind;
  }

  /** What the registry calls it. */
  public TriggerKind kind() {
    return kind;
  }
}
