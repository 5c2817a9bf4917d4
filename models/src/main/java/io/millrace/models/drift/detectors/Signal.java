package io.millrace.models.drift.detectors;

/** What a value means to a detector. */
enum Signal {
  NONE,
  WARNING,
  CHANGE;

  /** Its number in a state. */
  int code() {
    return this == CHANGE ? 2 : this == WARNING ? 1 : 0;
  }

  static Signal of(int code) {
    return code == 2 ? CHANGE : code == 1 ? WARNING : NONE;
  }
}
