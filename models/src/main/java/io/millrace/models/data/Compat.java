package io.millrace.models.data;

/**
 * Whose behaviour applies where TensorFlow Data Validation has a known bug; {@code
 * docs/tfdv-compatibility.md} lists all of them.
 */
public enum Compat {
  /** The bugs are mended. */
  MILLRACE,
  /** The bugs are reproduced, for results that equal those of TensorFlow Data Validation. */
  TFDV
}
