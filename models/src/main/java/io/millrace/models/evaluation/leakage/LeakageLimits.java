package io.millrace.models.evaluation.leakage;

/**
 * From when on a feature is suspicious. Scores are between 0 (no better than a constant) and 1: R²
 * of a regression, {@code 2 · AUC - 1} where classes are predicted.
 *
 * @param alone the score of a feature alone that is suspicious in any case
 * @param floor the score from which {@code share} is looked at
 * @param share of the score of all features together that one of three or more reaches alone
 * @param laterRows the share of rows in which a time is after the record's own
 * @param presence how many times more rarely than in training a feature may be present at serving:
 *     0.1 is a tenth
 */
public record LeakageLimits(
    double alone, double floor, double share, double laterRows, double presence) {
  /** What is suspicious unless somebody knows better. */
  public static final LeakageLimits DEFAULT = new LeakageLimits(0.95, 0.7, 0.98, 0.01, 0.1);

  public LeakageLimits {
    require("alone", alone);
    require("floor", floor);
    require("share", share);
    require("laterRows", laterRows);
    require("presence", presence);
  }

  private static void require(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, at most 1)");
    }
  }
}
