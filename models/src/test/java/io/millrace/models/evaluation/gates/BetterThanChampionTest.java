package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Comparison;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.ModelChecks;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.Task;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;

class BetterThanChampionTest {
  private static final int ROWS = 400;

  @Test
  void passesAChallengerThatIsClearlyBetter() {
    GateResult result = new BetterThanChampion(0.05, 0.95).judge(candidates(ROWS, 0.20, 0.10));
    assertThat(result.passed()).isTrue();
    assertThat(result.figures())
        .containsEntry("rows", (double) ROWS)
        .containsEntry("minimum", 0.05)
        .containsEntry("confidence", 0.95);
    assertThat(result.figures().get("improvement")).isBetween(0.4, 0.6);
    assertThat(result.reason()).startsWith("MAPE 0.0").contains("expected: at least 5.00 %");
  }

  @Test
  void refusesAnImprovementBelowTheMinimum() {
    Candidates candidates = candidates(ROWS, 0.20, 0.10);
    assertThat(new BetterThanChampion(0.9, 0.95).judge(candidates).passed()).isFalse();
  }

  @Test
  void refusesAnImprovementThatMayBeChance() {
    double[] labels = filled(ROWS, 100);
    double[] champion = filled(ROWS, 110);
    double[] challenger = filled(ROWS, 110.1);
    challenger[7] = 60; // A single row decides the mean.
    champion[7] = 200;
    GateResult result =
        new BetterThanChampion(0, 0.95).judge(Candidates.of(labels, challenger, champion));
    assertThat(result.figures().get("improvement")).isPositive();
    assertThat(result.figures().get("lower_bound")).isNegative();
    assertThat(result.passed()).isFalse();
  }

  @Test
  void refusesAWorseChallengerAndAnEqualOne() {
    assertThat(new BetterThanChampion(0, 0.95).judge(candidates(ROWS, 0.1, 0.2)).passed())
        .isFalse();
    double[] labels = filled(ROWS, 100);
    double[] same = filled(ROWS, 90);
    assertThat(new BetterThanChampion(0, 0.95).judge(Candidates.of(labels, same, same)).passed())
        .isFalse();
  }

  @Test
  void boundsAsThePairedTTestOfCommonsStatistics() {
    Rows rows = rows(17, ROWS, 0.11, 0.10);
    Candidates candidates = rows.candidates();
    double[] theirs = percentageErrors(rows.labels, rows.champion);
    double[] ours = percentageErrors(rows.labels, rows.challenger);
    double p =
        TTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .pairedTest(theirs, ours)
            .getPValue();
    assertThat(p).isBetween(0.001, 0.4);

    // At confidence 1 - p the bound is exactly zero.
    GateResult result = new BetterThanChampion(0, 1 - p).judge(candidates);
    double mean =
        Arrays.stream(theirs).average().orElseThrow() - Arrays.stream(ours).average().orElseThrow();
    assertThat(result.figures().get("lower_bound")).isCloseTo(0, within(1e-4 * mean));
    assertThat(new BetterThanChampion(0, 1 - p - 0.01).judge(candidates).passed()).isTrue();
    assertThat(new BetterThanChampion(0, 1 - p + 0.0009).judge(candidates).passed()).isFalse();
  }

  @Test
  void keepsItsPromiseOfConfidence() {
    // Two equally good models: of 2,000 comparisons about 5 % may pass, 3 standard errors allowed.
    int passed = 0;
    for (int seed = 0; seed < 2000; seed++) {
      if (new BetterThanChampion(0, 0.95).judge(candidates(seed, 200, 0.1, 0.1)).passed()) {
        passed++;
      }
    }
    assertThat(passed).isBetween(70, 130);
  }

  @Test
  void passesTheFirstModelAndSaysSo() {
    GateResult result =
        new BetterThanChampion().judge(Candidates.of(filled(3, 1), filled(3, 2), null));
    assertThat(result.passed()).isTrue();
    assertThat(result.reason())
        .isEqualTo("no champion to compare with: passed unchecked as the first model");
  }

  @Test
  void refusesTooFewRows() {
    Rows enough = rows(17, 30, 0.5, 0.01);
    assertThat(new BetterThanChampion().judge(enough.candidates()).passed()).isTrue();
    enough.labels[0] = 0;
    GateResult result = new BetterThanChampion().judge(enough.candidates());
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("29 rows with a MAPE (expected: at least 30)");
  }

  @Test
  void refusesWhatIsNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Rows challenger = rows(17, ROWS, 0.5, 0.01);
      challenger.challenger[5] = bad;
      GateResult result = new BetterThanChampion().judge(challenger.candidates());
      assertThat(result.passed()).isFalse();
      assertThat(result.reason()).startsWith("cannot be compared");

      Rows champion = rows(17, ROWS, 0.5, 0.01);
      champion.champion[5] = bad;
      assertThat(new BetterThanChampion().judge(champion.candidates()).passed()).isFalse();
    }
  }

  @Test
  void refusesToBeatAChampionWithoutAnyError() {
    double[] labels = filled(ROWS, 100);
    GateResult result =
        new BetterThanChampion(0, 0.95).judge(Candidates.of(labels, labels, labels));
    assertThat(result.passed()).isFalse();
  }

  @Test
  void comparesClassesByLogLoss() {
    double[] labels = new double[ROWS];
    double[] sure = new double[ROWS];
    Arrays.setAll(labels, i -> i % 2);
    Arrays.setAll(sure, i -> i % 2 == 1 ? 0.8 + i % 7 * 0.01 : 0.2 - i % 7 * 0.01);
    Comparison comparison = new Comparison(EvaluationSpec.of(Task.BINARY), true);
    comparison.add(Evaluated.of(labels, sure), Evaluated.of(labels, filled(ROWS, 0.5)));
    GateResult result = new BetterThanChampion().judge(comparison.candidates(ModelChecks.NONE));
    assertThat(result.passed()).isTrue();
    assertThat(result.figures().get("champion_log_loss")).isCloseTo(Math.log(2), within(1e-12));
    assertThat(result.reason()).startsWith("LOG_LOSS 0.1");
  }

  @Test
  void checksItsParameters() {
    assertThatThrownBy(() -> new BetterThanChampion(-0.1, 0.95))
        .hasMessage("minimumImprovement: -0.1 (expected: 0 or more, below 1)");
    assertThatThrownBy(() -> new BetterThanChampion(Double.NaN, 0.95))
        .hasMessage("minimumImprovement: NaN (expected: 0 or more, below 1)");
    assertThatThrownBy(() -> new BetterThanChampion(0, 0.5))
        .hasMessage("confidence: 0.5 (expected: above 0.5, below 1)");
  }

  /** Rows where both models err by normal noise of the given relative size. */
  private static Candidates candidates(int rows, double champion, double challenger) {
    return candidates(17, rows, champion, challenger);
  }

  private static Candidates candidates(long seed, int rows, double champion, double challenger) {
    return rows(seed, rows, champion, challenger).candidates();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(double[] labels, double[] challenger, double[] champion) {
    Candidates candidates() {
      return Candidates.of(labels, challenger, champion);
    }
  }

  private static Rows rows(long seed, int rows, double champion, double challenger) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] labels = new double[rows];
    double[] theirs = new double[rows];
    double[] ours = new double[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = 50 + 100 * random.nextDouble();
      theirs[i] = labels[i] * (1 + champion * random.nextGaussian());
      ours[i] = labels[i] * (1 + challenger * random.nextGaussian());
    }
    return new Rows(labels, ours, theirs);
  }

  private static double[] percentageErrors(double[] labels, double[] predictions) {
    double[] errors = new double[labels.length];
    Arrays.setAll(errors, i -> Math.abs(predictions[i] - labels[i]) / labels[i]);
    return errors;
  }

  private static double[] filled(int rows, double value) {
    double[] values = new double[rows];
    Arrays.fill(values, value);
    return values;
  }
}
