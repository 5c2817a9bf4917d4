package io.millrace.pipelines.config;

/** How the values of a column are read. */
public enum ColumnType {
  INT,
  FLOAT,
  STRING,
  /** A time as {@code event_time.format} says, read only where it is the event time. */
  TIMESTAMP,
  /** Not read at all. */
  SKIP
}
