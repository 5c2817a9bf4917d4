package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Brier score: the weighted mean squared distance of the probabilities from what came to be.
 *
 * <p>Of yes and no {@code (p - label)²}, between 0 and 1, as scikit-learn has it; of several
 * classes the sum over the classes, between 0 and 2, as Brier had it (Monthly Weather Review 78,
 * 1950). A probability that is not in 0..1 makes it NaN.
 */
public record BrierScore() implements MeanLoss {

  @Override
  public String name() {
    return "brier_score";
  }

  @Override
  public Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  public double loss(Evaluated rows, int row) {
    double[][] predictions = rows.predictions();
    double label = rows.labels()[row];
    if (predictions.length == 1) {
      double distance = Probability.checked(predictions[0][row]) - label;
      return distance * distance;
    }
    double sum = 0;
    for (int output = 0; output < predictions.length; output++) {
      double truth = output == label ? 1 : 0;
      double distance = Probability.checked(predictions[output][row]) - truth;
      sum += distance * distance;
    }
    return sum;
  }
}
