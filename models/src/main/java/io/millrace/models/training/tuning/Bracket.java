package io.millrace.models.training.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * Some trials that are begun together; after each rung only the best go on to the next, where they
 * are trained longer.
 *
 * @param rungs at least one; each has fewer trials than the one before, and more epochs
 */
public record Bracket(List<Rung> rungs) {

  /**
   * A step of a bracket.
   *
   * @param trials how many are trained
   * @param epochs how long, from the start
   */
  public record Rung(int trials, int epochs) {}

  public Bracket {
    rungs = List.copyOf(rungs);
  }

  /** How many trials are begun. */
  public int trials() {
    return rungs.get(0).trials();
  }

  /**
   * Successive halving (Li et al., "Hyperband", JMLR 18, 2018, algorithm 1, lines 4 to 8): rung i
   * of {@code halvings} + 1 has ⌊n η^-i⌋ trials with R η^(i - halvings) epochs each, rounded, and
   * at least one of both; the last has R.
   *
   * @param trials n
   * @param epochs R
   * @param eta η, the part that goes on is 1/η
   */
  static Bracket halving(int trials, int epochs, int halvings, int eta) {
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i <= halvings; i++) {
      int kept = Math.max(1, (int) (trials / Math.pow(eta, i)));
      int trained = Math.max(1, (int) Math.rint(epochs / Math.pow(eta, halvings - i)));
      rungs.add(new Rung(kept, trained));
    }
    return new Bracket(rungs);
  }

  /** The greatest s with η^s at most {@code number}. */
  static int log(int number, int eta) {
    int power = 0;
    for (long reached = eta; reached <= number; reached *= eta) {
      power++;
    }
    return power;
  }
}
