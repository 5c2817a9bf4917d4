package io.millrace.models.training.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving with several trade-offs between many trials and long ones (Li et al.,
 * "Hyperband", JMLR 18, 2018, algorithm 1): for s = s_max … 0, a bracket of ⌈(s_max + 1) η^s / (s +
 * 1)⌉ trials that is halved s times, where s_max = ⌊log_η R⌋.
 *
 * <p>The brackets are repeated until as many trials as wanted have begun; the last is smaller if it
 * has to be, and not halved more often than it has trials for.
 *
 * @param eta at least 2; the paper takes 3 or 4
 */
public record Hyperband(int eta) implements Scheduler {

  public Hyperband {
    if (eta < 2) {
      throw new IllegalArgumentException("eta: " + eta + " (expected: 2 or more)");
    }
  }

  @Override
  public List<Bracket> brackets(int trials, int epochs) {
    int most = Bracket.log(epochs, eta);
    List<Bracket> brackets = new ArrayList<>();
    int begun = 0;
    while (begun < trials) {
      for (int s = most; s >= 0 && begun < trials; s--) {
        int wanted = (int) Math.ceil((most + 1) * Math.pow(eta, s) / (s + 1));
        int count = Math.min(wanted, trials - begun);
        int halvings = Math.min(s, Bracket.log(count, eta));
        brackets.add(Bracket.halving(count, epochs, halvings, eta));
        begun += count;
      }
    }
    return brackets;
  }
}
