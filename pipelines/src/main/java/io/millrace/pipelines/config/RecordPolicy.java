package io.millrace.pipelines.config;

/** What becomes of records that do not keep the schema, or a rule. */
public enum RecordPolicy {
  /** Records are not looked at one by one. */
  OFF,
  /** They go on, and what is wrong is told beside them. */
  PASS,
  /** They leave for the dead letters, with what is wrong. */
  DEAD_LETTER,
  /** The pipeline fails with what is wrong. */
  FAIL
}
