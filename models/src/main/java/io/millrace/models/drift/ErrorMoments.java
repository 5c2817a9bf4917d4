package io.millrace.models.drift;

import java.io.Serializable;

/**
 * Count, sum and sum of squares of errors: additive, so that windows and shards can be merged.
 *
 * @param count how many errors
 * @param sum their sum
 * @param squares the sum of their squares
 */
public record ErrorMoments(long count, double sum, double squares) implements Serializable {
  public static final ErrorMoments NONE = new ErrorMoments(0, 0, 0);

  /** The moments of the errors between these labels and predictions. */
  public static ErrorMoments of(ErrorMeasure measure, double[] labels, double[] predictions) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < labels.length; i++) {
      double error = measure.of(labels[i], predictions[i]);
      sum += error;
      squares += error * error;
    }
    return new ErrorMoments(labels.length, sum, squares);
  }

  public ErrorMoments plus(double error) {
    return new ErrorMoments(count + 1, sum + error, squares + error * error);
  }

  public ErrorMoments plus(ErrorMoments other) {
    return new ErrorMoments(count + other.count, sum + other.sum, squares + other.squares);
  }

  /** These moments without the errors of {@code some} of them. */
  public ErrorMoments minus(ErrorMoments some) {
    return new ErrorMoments(count - some.count, sum - some.sum, squares - some.squares);
  }

  /** The mean error; NaN when there is none. */
  public double mean() {
    return sum / count;
  }

  /** The population standard deviation of the errors; NaN when there is none. */
  public double standardDeviation() {
    double mean = mean();
    return Math.sqrt(Math.max(0, squares / count - mean * mean));
  }
}
