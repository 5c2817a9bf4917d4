package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Recall: the share of rows of the class that are predicted to be. Of yes and no, of class 1:
 * {@code TP / (TP + FN)}, NaN if no label is yes.
 */
public record Recall(Decision decision) implements Metric<ConfusionTotals> {

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
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.BINARY, Task.MULTI_CLASS);
  }

  @Override
  public StateKind<ConfusionTotals> state() {
    return decision.state();
  }

  @Override
  public double value(ConfusionTotals totals) {
    return decision.value(totals, (hits, predicted, labelled) -> hits / labelled);
  }
}
