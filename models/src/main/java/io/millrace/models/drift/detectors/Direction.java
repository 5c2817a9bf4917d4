package io.millrace.models.drift.detectors;

/** Which changes of the level are looked for. */
public enum Direction {
  /** Rises, as of an error. */
  INCREASE,
  /** Falls. */
  DECREASE,
  BOTH;

  boolean up() {
    return this != DECREASE;
  }

  boolean down() {
    return this != INCREASE;
  }
}
