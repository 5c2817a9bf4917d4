package io.millrace.models.drift.distances;

/** The distribution of a distance between two samples, if nothing or little has changed. */
public interface NullLaw {

  /**
   * The value that two samples of one distribution stay below with this probability, in 0..1
   * without the ends.
   */
  double quantile(double confidence);

  /** The probability that two samples of one distribution are at least this far apart. */
  double pValue(double value);

  /**
   * The probability, at most, that samples are at least {@code value} apart if their distributions
   * are at most {@code threshold} apart: what a test of "has it changed by more than matters" says.
   * With a threshold of 0 it is {@link #pValue}.
   */
  double excessPValue(double value, double threshold);
}
