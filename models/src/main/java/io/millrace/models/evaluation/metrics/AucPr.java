package io.millrace.models.evaluation.metrics;

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
public record AucPr(Averaging averaging) implements RankingMetric {

  /** The plain mean over several classes. */
  public AucPr() {
    this(Averaging.MACRO);
  }

  @Override
  public String name() {
    return averaging.name("auc_pr");
  }

  @Override
  public Metric<?> with(String parameter) {
    return new AucPr(Averaging.parse("auc_pr", parameter));
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
