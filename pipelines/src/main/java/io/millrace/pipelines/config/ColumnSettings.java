package io.millrace.pipelines.config;

/** A column of a record: its name and how its values are read. */
public record ColumnSettings(String name, Type type) {

  /** How the values of a column are read. */
  public enum Type {
    INT,
    FLOAT,
    STRING,
    /** A time as {@code event_time.format} says, kept as an INT of milliseconds since the epoch. */
    TIMESTAMP,
    /** Not read at all. */
    SKIP
  }
}
