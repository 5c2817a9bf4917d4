package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Accuracy: the share of rows whose class was predicted.
 *
 * @param threshold for yes and no: yes from this probability on; has no effect on several classes
 */
public record Accuracy(double threshold) implements Metric<ConfusionTotals> {

  public Accuracy {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold: " + threshold + " (expected: above 0 and below 1)");
    }
  }

  /** At a threshold of 0.5. */
  public Accuracy() {
    this(Decision.DEFAULT.threshold());
  }

  @Override
  public String name() {
    return threshold == Decision.DEFAULT.threshold() ? "accuracy" : "accuracy@" + threshold;
  }

  @Override
  public Metric<?> with(String parameter) {
    return new Accuracy(Parameters.share("accuracy", parameter));
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  public StateKind<ConfusionTotals> state() {
    return new ConfusionTotals.Kind(threshold);
  }

  @Override
  public double value(ConfusionTotals totals) {
    if (!totals.isDefined()) {
      return Double.NaN;
    }
    double hits = 0;
    for (int c = 0; c < totals.classes(); c++) {
      hits += totals.weight(c, c);
    }
    return hits / totals.total();
  }
}
