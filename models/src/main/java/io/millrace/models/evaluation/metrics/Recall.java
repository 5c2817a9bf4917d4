package io.millrace.models.evaluation.metrics;

/**
 * Recall: the share of rows of the class that are predicted to be. Of yes and no, of class 1:
 * {@code TP / (TP + FN)}, NaN if no label is yes.
 */
public record Recall(Decision decision) implements DecisionMetric {

  /** At a threshold of 0.5; the plain mean over several classes. */
  public Recall() {
    this(Decision.DEFAULT);
  }

  @Override
  public String name() {
    return decision.name("recall");
  }

  @Override
  public Metric<?> with(String parameter) {
    return new Recall(Decision.parse("recall", parameter));
  }

  @Override
  public double value(ConfusionTotals totals) {
    return decision.value(totals, (hits, predicted, labelled) -> hits / labelled);
  }
}
