package io.millrace.models.evaluation.metrics;

/** Weighted rows made by formulas, which other tools can make as well. */
final class SampleRows {
  static final int ROWS = 60;

  private SampleRows() {}

  static Evaluated of(Task task) {
    return switch (task) {
      case REGRESSION -> regression();
      case BINARY -> binary();
      case MULTI_CLASS -> multiClass();
    };
  }

  static Evaluated regression() {
    double[] labels = new double[ROWS];
    double[] predictions = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = 10 + i * 17 % 23 * 1.5;
      predictions[i] = labels[i] * (0.8 + 0.4 * (i * 29 % 31) / 31) + 1;
    }
    return weighted(labels, new double[][] {predictions});
  }

  static Evaluated binary() {
    double[] labels = new double[ROWS];
    double[] scores = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      scores[i] = i * 37 % 59 / 59.0;
      labels[i] = i * 53 % 61 / 61.0 < 0.3 + 0.5 * scores[i] ? 1 : 0;
    }
    return weighted(labels, new double[][] {scores});
  }

  static Evaluated multiClass() {
    double[] labels = new double[ROWS];
    double[][] probabilities = new double[3][ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i * 19 % 23 % 3;
      double[] odds = {1 + i * 11 % 7, 1 + i * 13 % 5, 1 + i * 5 % 6};
      for (int c = 0; c < 3; c++) {
        probabilities[c][i] = odds[c] / (odds[0] + odds[1] + odds[2]);
      }
    }
    return weighted(labels, probabilities);
  }

  private static Evaluated weighted(double[] labels, double[][] predictions) {
    double[] weights = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = 1 + i * 7 % 5 / 2.0;
    }
    return new Evaluated(labels, predictions, weights, RowKeys.byPosition(ROWS));
  }

  /** A metric's value over all of these rows. */
  static double value(String metric, Evaluated rows) {
    return value(Metrics.create(metric), rows);
  }

  static <S extends MetricState<S>> double value(Metric<S> metric, Evaluated rows) {
    S state = metric.state().start();
    state.add(rows, 0, rows.rows());
    return metric.value(state);
  }
}
