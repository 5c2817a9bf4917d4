package io.millrace.models.evaluation.metrics;

/** Which of two values of a metric is the better one. */
public enum Direction {
  LOWER_IS_BETTER {
    @Override
    public double worsening(double challenger, double champion) {
      return challenger - champion;
    }
  },
  HIGHER_IS_BETTER {
    @Override
    public double worsening(double challenger, double champion) {
      return champion - challenger;
    }
  },
  /** A signed error, such as bias: the smaller its size, the better. */
  CLOSER_TO_ZERO_IS_BETTER {
    @Override
    public double worsening(double challenger, double champion) {
      return Math.abs(challenger) - Math.abs(champion);
    }
  };

  /** By how much the challenger is worse: above zero if it is, below if it is better. */
  public abstract double worsening(double challenger, double champion);
}
