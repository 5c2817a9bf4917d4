package io.millrace.models.drift.performance;

/** What a wrong prediction of a number costs. */
public enum RowLoss {
  /** |y − ŷ|, whose mean is the MAE. */
  ABSOLUTE("mae") {
    @Override
    double of(double label, double prediction) {
      return Math.abs(label - prediction);
    }
  },
  /** (y − ŷ)², whose mean is the MSE. */
  SQUARED("mse") {
    @Override
    double of(double label, double prediction) {
      return (label - prediction) * (label - prediction);
    }
  },
  /** |y − ŷ| / |y|, whose mean is the MAPE; not defined, NaN, where the label is 0. */
  RELATIVE("mape") {
    @Override
    double of(double label, double prediction) {
      return label == 0 ? Double.NaN : Math.abs((label - prediction) / label);
    }
  },
  /** (ln(1 + y) − ln(1 + ŷ))², whose mean is the MSLE; NaN where either is −1 or less. */
  SQUARED_LOGARITHMIC("msle") {
    @Override
    double of(double label, double prediction) {
      if (label <= -1 || prediction <= -1) {
        return Double.NaN;
      }
      double difference = Math.log1p(label) - Math.log1p(prediction);
      return difference * difference;
    }
  };

  private final String metric;

  RowLoss(String metric) {
    this.metric = metric;
  }

  /** The name of its mean. */
  public String metric() {
    return metric;
  }

  /** The root's name, of a mean of squares; else empty. */
  String rootMetric() {
    return metric.startsWith("ms") ? "r" + metric : "";
  }

  abstract double of(double label, double prediction);
}
