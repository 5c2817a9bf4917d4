package io.millrace.models.drift;

/** How large an error is, in the form in which it is watched for drift. */
public enum ErrorMeasure {
  /** |prediction − label|, in units of the label. */
  ABSOLUTE {
    @Override
    public double of(double label, double prediction) {
      return Math.abs(prediction - label);
    }
  },
  /**
   * |ln(prediction / label)|, at most {@value #LOG_RATIO_CAP}: for labels above zero whose errors
   * are relative. Unlike the percentage error it is not ruled by single outliers, so the mean of a
   * window is a usable statistic. A prediction or label that is not above zero counts as the cap.
   */
  LOG_RATIO {
    @Override
    public double of(double label, double prediction) {
      if (!(label > 0) || !(prediction > 0)) {
        return LOG_RATIO_CAP;
      }
      return Math.min(Math.abs(Math.log(prediction / label)), LOG_RATIO_CAP);
    }
  };

  private static final double LOG_RATIO_CAP = 3;

  /** The error of a prediction; 0 or more. */
  public abstract double of(double label, double prediction);
}
