package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Area under the precision-recall curve as average precision: the sum over thresholds of {@code
 * (recall - recall before) · precision}, without interpolation, as scikit-learn has it. Of several
 * classes, each against the rest. NaN if there is no positive row.
 *
 * <p>Exact up to 8,192 rows; beyond, scores that differ by less than one part in 128 (of
 * themselves, or of their distance from 1) count as equal, and it errs by at most {@link
 * #errorBound}.
 *
 * @param averaging over several classes
 */
public record AucPr(Averaging averaging) implements Metric<RankingTotals> {

  /** The plain mean over several classes. */
  public AucPr() {
    this(Averaging.MACRO);
  }

  @Override
  public String name() {
    return averaging == Averaging.MACRO ? "auc_pr" : "auc_pr@" + averaging.text();
  }

  @Override
  public Metric<?> with(String parameter) {
    Averaging wanted = Averaging.find(parameter);
    if (wanted == null) {
      throw new IllegalArgumentException(
          "auc_pr@" + parameter + " (expected: macro, micro or weighted)");
    }
    return new AucPr(wanted);
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
  public StateKind<RankingTotals> state() {
    return RankingTotals.KIND;
  }

  @Override
  public double value(RankingTotals totals) {
    return totals.value(averaging, AucPr::area);
  }

  private static double area(ScoreCounts.Ranked ranked) {
    double hits = 0;
    double called = 0;
    double area = 0;
    for (int i = ranked.positive().length - 1; i >= 0; i--) {
      hits += ranked.positive()[i];
      called += ranked.positive()[i] + ranked.negative()[i];
      area += called > 0 ? ranked.positive()[i] * (hits / called) : 0;
    }
    return area / hits;
  }

  /**
   * The most that the value can be wrong by, because close scores count as equal: of each bin, its
   * share of the positive rows times the difference between the precisions that its rows have at
   * best (its positives come first) and at worst (its negatives do); 0 where it is exact.
   */
  public double errorBound(RankingTotals totals) {
    return totals.isBinned() ? totals.value(averaging, AucPr::uncertain) : 0;
  }

  private static double uncertain(ScoreCounts.Ranked ranked) {
    double hits = 0;
    double misses = 0;
    double bound = 0;
    for (int i = ranked.positive().length - 1; i >= 0; i--) {
      double positive = ranked.positive()[i];
      double negative = ranked.negative()[i];
      if (positive > 0) {
        double best = (hits + positive) / (hits + positive + misses);
        double worst = hits / (hits + misses + negative);
        bound += positive * (best - (hits + misses + negative == 0 ? 1 : worst));
      }
      hits += positive;
      misses += negative;
    }
    return bound / hits;
  }
}
