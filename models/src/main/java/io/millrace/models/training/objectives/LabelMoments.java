package io.millrace.models.training.objectives;

/** Mean and deviation of labels that come one by one, by Welford's method. */
public final class LabelMoments {
  private long count;
  private double mean;
  private double squares;

  public void add(double label) {
    count++;
    double before = label - mean;
    mean += before / count;
    squares += before * (label - mean);
  }

  public long count() {
    return count;
  }

  /** Their scale; labels that are all the same have deviation 1. */
  public LabelScale scale() {
    double deviation = Math.sqrt(squares / count);
    return new LabelScale(mean, deviation > 0 ? deviation : 1);
  }
}
