package io.millrace.pipelines.config;

/** A measure of how wrong predictions are; smaller is better. */
public enum ErrorMetric {
  /** Mean absolute error, in the label's unit. */
  MAE,
  /** Root of the mean squared error, in the label's unit. */
  RMSE,
  /** Mean of the absolute error as a share of the label: 0.3 is 30 %. */
  MAPE
}
