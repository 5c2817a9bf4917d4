package io.millrace.pipelines.config;

/** How large the error of one prediction is, in the form in which it is watched for drift. */
public enum ErrorMeasure {
  /** |ln(prediction / label)|: for labels above zero whose errors are relative. */
  LOG_RATIO,
  /** |prediction − label|, in the label's unit. */
  ABSOLUTE
}
