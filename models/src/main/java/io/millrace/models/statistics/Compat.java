package io.millrace.models.statistics;

/** Whose numbers to give where TensorFlow Data Validation is known to err. */
public enum Compat {
  /** The right ones. */
  MILLRACE,
  /** TensorFlow Data Validation's, so that results can be compared one to one. */
  TFDV
}
