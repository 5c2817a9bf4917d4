package io.millrace.models.evaluation;

/** A metric that is zero for a perfect model and grows as it gets worse. */
public enum ErrorMetric {
  /** {@link RegressionMetrics#mae}. */
  MAE {
    @Override
    public double of(RegressionMetrics metrics) {
      return metrics.mae();
    }
  },
  /** {@link RegressionMetrics#rmse}. */
  RMSE {
    @Override
    public double of(RegressionMetrics metrics) {
      return metrics.rmse();
    }
  },
  /** {@link RegressionMetrics#mape}. */
  MAPE {
    @Override
    public double of(RegressionMetrics metrics) {
      return metrics.mape();
    }
  },
  /** The size of {@link RegressionMetrics#bias}, whatever its sign. */
  ABSOLUTE_BIAS {
    @Override
    public double of(RegressionMetrics metrics) {
      return Math.abs(metrics.bias());
    }
  };

  /** This metric's value; NaN if it could not be measured. */
  public abstract double of(RegressionMetrics metrics);
}
