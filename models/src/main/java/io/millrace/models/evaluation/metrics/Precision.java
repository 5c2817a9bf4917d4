package io.millrace.models.evaluation.metrics;

/**
 * Precision: the share of rows predicted to be of the class that are. Of yes and no, of class 1:
 * {@code TP / (TP + FP)}, NaN if yes is never predicted.
 */
public record Precision(Decision decision) implements DecisionMetric {

  /** At a threshold of 0.5; the plain mean over several classes. */
  public Precision() {
    this(Decision.DEFAULT);
  }

  @Override
  public String name() {
    return decision.name("precision");
  }

  @Override
  public Metric<?> with(String parameter) {
    return new Precision(Decision.parse("precision", parameter));
  }

  @Override
  public double value(ConfusionTotals totals) {
    return decision.value(totals, (hits, predicted, labelled) -> hits / predicted);
  }
}
