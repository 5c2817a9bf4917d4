package io.millrace.models.evaluation.metrics;

/**
 * F1: the harmonic mean of precision and recall. Of yes and no, of class 1: {@code 2 TP / (2 TP +
 * FP + FN)}, NaN if yes is neither true nor predicted anywhere.
 */
public record F1(Decision decision) implements DecisionMetric {

  /** At a threshold of 0.5; the plain mean over several classes. */
  public F1() {
    this(Decision.DEFAULT);
  }

  @Override
  public String name() {
    return decision.name("f1");
  }

  @Override
  public Metric<?> with(String parameter) {
    return new F1(Decision.parse("f1", parameter));
  }

  @Override
  public double value(ConfusionTotals totals) {
    return decision.value(totals, (hits, predicted, labelled) -> 2 * hits / (predicted + labelled));
  }
}
