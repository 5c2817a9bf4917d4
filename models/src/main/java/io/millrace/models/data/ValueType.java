package io.millrace.models.data;

/**
 * The type of a column's values, as in {@code tensorflow.metadata.v0}: INT is a 64-bit integer,
 * FLOAT a 64-bit float, STRING a sequence of bytes (usually, but not always, UTF-8), STRUCT has
 * columns of its own.
 */
public enum ValueType {
  INT,
  FLOAT,
  STRING,
  STRUCT
}
