package io.millrace.models.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Passes if the challenger's mean absolute percentage error is below the champion's, by enough, and
 * not by chance.
 *
 * <p>Both models are scored on the same rows. With {@code d} = champion's absolute percentage error
 * minus challenger's, row by row, it asks for
 *
 * <ul>
 *   <li>{@code mean(d) / MAPE(champion) >= minimum}, and
 *   <li>the one-sided lower confidence bound of a paired t-test, {@code mean(d) - t(confidence, n -
 *       1) · sd(d) / sqrt(n)}, above zero.
 * </ul>
 *
 * The pairing removes what makes a row hard for both models. The bound takes rows as independent:
 * where they are not, ask for a higher confidence.
 *
 * <p>Rows whose label is zero, NaN or infinite have no percentage error and are left out. Fewer
 * than {@value #LEAST_ROWS} rows, a champion without any error, or a prediction that is not finite
 * (of either model) does not pass. Without a champion it passes as the first model and says so: a
 * rubber stamp, as TFX's.
 *
 * @param minimum the least relative improvement: 0 for any, 0.01 for one per cent; below 1
 * @param confidence of the bound, between 0.5 and 1, both exclusive
 */
public record BetterThanChampion(double minimum, double confidence) implements Gate {
  /** Below this the mean of so skewed a quantity is not close to normal. */
  static final int LEAST_ROWS = 30;

  public BetterThanChampion {
    if (!(minimum >= 0 && minimum < 1)) {
      throw new IllegalArgumentException("minimum: " + minimum + " (expected: 0 or more, below 1)");
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence: " + confidence + " (expected: above 0.5, below 1)");
    }
  }

  /** One per cent better, at 95 % confidence. */
  public BetterThanChampion() {
    this(0.01, 0.95);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    double[] champion = candidates.champion();
    if (champion == null) {
      double mape = RegressionMetrics.of(candidates.labels(), candidates.challenger()).mape();
      return new GateResult(
          name(),
          true,
          Map.of("challenger_mape", mape),
          "no champion to compare with: passed unchecked as the first model");
    }
    return compare(candidates.labels(), candidates.challenger(), champion);
  }

  private GateResult compare(double[] labels, double[] challenger, double[] champion) {
    long rows = 0;
    double championSum = 0;
    double challengerSum = 0;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < labels.length; i++) {
      double label = labels[i];
      if (!Double.isFinite(label) || label == 0) {
        continue;
      }
      double theirs = Math.abs(champion[i] - label) / Math.abs(label);
      double ours = Math.abs(challenger[i] - label) / Math.abs(label);
      rows++;
      championSum += theirs;
      challengerSum += ours;
      // Welford, Technometrics 4 (1962): the sum of squares without cancellation.
      double difference = theirs - ours;
      double before = difference - mean;
      mean += before / rows;
      squares += before * (difference - mean);
    }
    double championMape = championSum / rows;
    double challengerMape = challengerSum / rows;
    double improvement = mean / championMape;
    double bound =
        rows < LEAST_ROWS
            ? Double.NaN
            : mean
                - StudentQuantile.of(confidence, rows - 1.0)
                    * Math.sqrt(squares / (rows - 1) / rows);

    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rows", (double) rows);
    figures.put("champion_mape", championMape);
    figures.put("challenger_mape", challengerMape);
    figures.put("improvement", improvement);
    figures.put("minimum", minimum);
    figures.put("lower_bound", bound);
    figures.put("confidence", confidence);
    boolean passed = rows >= LEAST_ROWS && improvement >= minimum && bound > 0;
    return new GateResult(
        name(), passed, figures, reason(rows, championMape, challengerMape, improvement, bound));
  }

  private String reason(
      long rows, double champion, double challenger, double improvement, double bound) {
    if (rows < LEAST_ROWS) {
      return rows + " rows with a percentage error (expected: at least " + LEAST_ROWS + ")";
    }
    if (!Double.isFinite(bound) || !Double.isFinite(improvement)) {
      return String.format(
          Locale.ROOT,
          "cannot be compared: challenger's MAPE %.4g, champion's %.4g (expected: finite, champion's"
              + " above 0)",
          challenger,
          champion);
    }
    return String.format(
        Locale.ROOT,
        "MAPE %.4g against the champion's %.4g on %d rows: %.2f %% better (expected: at least"
            + " %.2f %%), lower bound of the difference %.3g at confidence %s (expected: above 0)",
        challenger,
        champion,
        rows,
        100 * improvement,
        100 * minimum,
        bound,
        confidence);
  }
}
