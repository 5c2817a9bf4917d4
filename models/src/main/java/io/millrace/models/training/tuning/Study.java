package io.millrace.models.training.tuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The search for the best settings: proposes trials round by round and learns from what comes of
 * them.
 *
 * @param trials how many are begun at most
 * @param epochs how long a trial is trained that is not given up
 * @param parallel how many trials a round has at most; a sampler that learns does so between rounds
 */
public record Study(Sampler sampler, Scheduler scheduler, int trials, int epochs, int parallel) {

  public Study {
    if (trials < 1 || epochs < 1 || parallel < 1) {
      throw new IllegalArgumentException(
          "trials, epochs, parallel: "
              + List.of(trials, epochs, parallel)
              + " (expected: each 1 or more)");
    }
  }

  /**
   * Carries the study out.
   *
   * @return every observation in the order of the rounds; a trial that went on has one a rung
   */
  public List<Observation> run(TrialRunner runner) throws IOException {
    List<Observation> observed = new ArrayList<>();
    int begun = 0;
    for (Bracket bracket : scheduler.brackets(trials, epochs)) {
      List<Observation> rung = begin(begun, bracket.rungs().get(0), observed, runner);
      begun += rung.size();
      for (int i = 1; i < bracket.rungs().size(); i++) {
        rung = goOn(rung, bracket.rungs().get(i), observed, runner);
      }
    }
    return observed;
  }

  private List<Observation> begin(
      int first, Bracket.Rung rung, List<Observation> observed, TrialRunner runner)
      throws IOException {
    List<Observation> begun = new ArrayList<>();
    while (begun.size() < rung.trials()) {
      int number = first + begun.size();
      int wanted = Math.min(parallel, rung.trials() - begun.size());
      List<List<Double>> points = sampler.propose(number, wanted, observed);
      if (points.isEmpty()) {
        break; // every point was tried
      }
      List<Proposal> round = new ArrayList<>();
      for (List<Double> point : points) {
        round.add(new Proposal(number + round.size(), point, rung.epochs()));
      }
      begun.addAll(observe(round, observed, runner));
    }
    return begun;
  }

  private List<Observation> goOn(
      List<Observation> before, Bracket.Rung rung, List<Observation> observed, TrialRunner runner)
      throws IOException {
    List<Proposal> best =
        before.stream()
            .filter(trial -> !trial.failed())
            .sorted(Observation.BEST_FIRST)
            .limit(rung.trials())
            .map(trial -> new Proposal(trial.number(), trial.point(), rung.epochs()))
            .toList();
    List<Observation> trained = new ArrayList<>();
    for (int from = 0; from < best.size(); from += parallel) {
      List<Proposal> round = best.subList(from, Math.min(best.size(), from + parallel));
      trained.addAll(observe(round, observed, runner));
    }
    return trained;
  }

  private static List<Observation> observe(
      List<Proposal> round, List<Observation> observed, TrialRunner runner) throws IOException {
    double[] losses = runner.run(round);
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < round.size(); i++) {
      Proposal trial = round.get(i);
      seen.add(new Observation(trial.number(), trial.point(), trial.epochs(), losses[i]));
    }
    observed.addAll(seen);
    return seen;
  }
}
