package io.millrace.transforms.feedback;

import io.millrace.models.drift.ErrorMoments;

/** Sums up errors in place, for {@link Errors}. */
final class ErrorSums {
  private static final int WATCHED = 0;
  private static final int ABSOLUTE = 1;
  private static final int PERCENTAGE = 2;
  private static final int RESIDUAL = 3;

  private final long[] counts = new long[4];
  private final double[] sums = new double[4];
  private final double[] squares = new double[4];

  /** One more error; {@code watched} is the one that is watched for drift. */
  void add(double watched, double label, double prediction) {
    double residual = prediction - label;
    add(WATCHED, watched);
    add(ABSOLUTE, Math.abs(residual));
    if (label != 0) {
      add(PERCENTAGE, Math.abs(residual / label));
    }
    add(RESIDUAL, residual);
  }

  private void add(int form, double error) {
    counts[form]++;
    sums[form] += error;
    squares[form] += error * error;
  }

  Errors toErrors() {
    return new Errors(moments(WATCHED), moments(ABSOLUTE), moments(PERCENTAGE), moments(RESIDUAL));
  }

  private ErrorMoments moments(int form) {
    return new ErrorMoments(counts[form], sums[form], squares[form]);
  }
}
