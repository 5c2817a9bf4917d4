package io.millrace.models.training.tuning;

import java.util.List;

/** Trains every trial to its end. */
public record FullTraining() implements Scheduler {

  @Override
  public List<Bracket> brackets(int trials, int epochs) {
    return List.of(new Bracket(List.of(new Bracket.Rung(trials, epochs))));
  }
}
