package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Log loss (cross-entropy), the weighted mean of {@code -ln p} with {@code p} the probability that
 * was given to the true class, in nats.
 *
 * <p>Probabilities are kept at least 2⁻⁵² away from 0 and 1, as scikit-learn does, so that one sure
 * and wrong prediction costs 36 and not infinity. Probabilities of several classes are taken as
 * they are, also if they do not add up to 1. One that is not in 0..1 makes it NaN.
 */
public record LogLoss() implements MeanLoss {
  private static final double LEAST = 0x1p-52;

  @Override
  public String name() {
    return "log_loss";
  }

  @Override
  public Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  public double loss(Evaluated rows, int row) {
    double[][] predictions = rows.predictions();
    double p;
    if (predictions.length == 1) {
      double yes = Probability.checked(predictions[0][row]);
      p = rows.labels()[row] == 1 ? yes : 1 - yes;
    } else {
      p = Probability.checked(predictions[(int) rows.labels()[row]][row]);
    }
    // Both bounds, as scikit-learn: the loss of a sure and right prediction is 2⁻⁵² too.
    return -Math.log(Math.max(LEAST, Math.min(1 - LEAST, p)));
  }
}
