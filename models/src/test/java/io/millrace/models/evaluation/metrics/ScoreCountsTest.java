package io.millrace.models.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreCountsTest {

  @Test
  void ordersBinsByScore() {
    int last = -1;
    for (double score = 0; score <= 1; score += 1.0 / 4096) {
      assertThat(ScoreCounts.binOf(score)).isGreaterThanOrEqualTo(last);
      last = ScoreCounts.binOf(score);
    }
    assertThat(ScoreCounts.binOf(1)).isEqualTo(last);
    assertThat(ScoreCounts.binOf(0.001)).isLessThan(ScoreCounts.binOf(0.00101));
    assertThat(ScoreCounts.binOf(0.999)).isLessThan(ScoreCounts.binOf(0.99901));
    assertThat(ScoreCounts.binOf(Math.nextDown(0.5))).isLessThan(ScoreCounts.binOf(0.5));
  }

  @Test
  void isExactUpToTheLimitWhateverTheOrderOfMerges() {
    Evaluated rows = rows(1, ScoreCounts.MOST_EXACT, 1);
    List<RankingTotals> parts = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += 1024) {
      RankingTotals part = RankingTotals.KIND.start();
      part.add(rows, from, from + 1024);
      parts.add(0, part);
    }
    RankingTotals merged = RankingTotals.KIND.start();
    parts.forEach(merged::merge);
    assertThat(merged.isBinned()).isFalse();
    assertThat(new AucRoc().value(merged)).isCloseTo(byPairs(rows), within(1e-12));
    RankingTotals one = RankingTotals.KIND.start();
    one.add(rows, 0, 1);
    merged.merge(one);
    assertThat(merged.isBinned()).isTrue();
  }

  @Test
  void keepsItsErrorBoundBeyondTheLimit() {
    for (double exponent : new double[] {1, 6}) {
      // With an exponent of 6 most scores are close to 0, as of rare events.
      Evaluated rows = rows(2, 2 * ScoreCounts.MOST_EXACT, exponent);
      RankingTotals binned = RankingTotals.KIND.start();
      binned.add(rows, 0, rows.rows());
      assertThat(binned.isBinned()).isTrue();
      AucRoc roc = new AucRoc();
      double bound = roc.errorBound(binned);
      assertThat(bound).isBetween(1e-9, 2e-3);
      assertThat(roc.value(binned)).isCloseTo(byPairs(rows), within(bound));

      AucPr pr = new AucPr();
      assertThat(pr.errorBound(binned)).isBetween(1e-9, 1e-2);
      assertThat(pr.value(binned)).isCloseTo(averagePrecision(rows), within(pr.errorBound(binned)));
    }
  }

  private static Evaluated rows(long seed, int count, double exponent) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] labels = new double[count];
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = Math.pow(random.nextDouble(), exponent);
      labels[i] = random.nextDouble() < 0.1 + 0.6 * scores[i] ? 1 : 0;
    }
    return Evaluated.of(labels, scores);
  }

  /** AUC by its meaning: the share of pairs that are in the right order. */
  private static double byPairs(Evaluated rows) {
    double[] scores = rows.predictions()[0];
    double won = 0;
    double pairs = 0;
    for (int p = 0; p < rows.rows(); p++) {
      for (int n = 0; rows.labels()[p] == 1 && n < rows.rows(); n++) {
        if (rows.labels()[n] == 0) {
          pairs++;
          won += (Math.signum(scores[p] - scores[n]) + 1) / 2;
        }
      }
    }
    return won / pairs;
  }

  /** The mean, over positive rows, of the precision from their score on; no two are equal. */
  private static double averagePrecision(Evaluated rows) {
    double[] scores = rows.predictions()[0];
    Integer[] order = new Integer[rows.rows()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    double hits = 0;
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      if (rows.labels()[order[i]] == 1) {
        hits++;
        sum += hits / (i + 1);
      }
    }
    return sum / hits;
  }
}
