package io.millrace.models.training.tuning;

import java.util.List;

/**
 * All trials begin with few epochs; the best 1/η go on with η times as many, until the rest is
 * trained to its end (Jamieson and Talwalkar, AISTATS 2016).
 *
 * @param eta at least 2
 */
public record SuccessiveHalving(int eta) implements Scheduler {

  public SuccessiveHalving {
    if (eta < 2) {
      throw new IllegalArgumentException("eta: " + eta + " (expected: 2 or more)");
    }
  }

  @Override
  public List<Bracket> brackets(int trials, int epochs) {
    int halvings = Math.min(Bracket.log(trials, eta), Bracket.log(epochs, eta));
    return List.of(Bracket.halving(trials, epochs, halvings, eta));
  }
}
