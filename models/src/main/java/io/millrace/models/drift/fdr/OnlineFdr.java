package io.millrace.models.drift.fdr;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Decides on hypotheses one after the other, for ever, so that the expected share of wrong
 * rejections among all stays at most alpha. Has state; not thread-safe.
 */
public interface OnlineFdr {

  /** What it is called in settings, such as {@code addis}. */
  String name();

  /** The share of wrong rejections among all. */
  double alpha();

  /** The level that the next p-value is held against. */
  double level();

  /**
   * Takes the next p-value, in 0..1, and tells whether its hypothesis is rejected: p at most {@link
   * #level()}.
   */
  boolean rejects(double p);

  /** Writes parameters and state. */
  void writeTo(DataOutput out) throws IOException;
}
