package io.millrace.models.evaluation.gates;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.PairedLoss;
import io.millrace.models.evaluation.confidence.StudentT;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Passes if the challenger's mean loss is below the champion's, by enough, and not by chance. The
 * loss of a row is its absolute percentage error in a regression, its log loss where classes are
 * predicted.
 *
 * <p>Both models are scored on the same rows. With {@code d} = champion's loss minus challenger's,
 * row by row, it asks for
 *
 * <ul>
 *   <li>{@code mean(d) / mean loss(champion) >= minimumImprovement}, and
 *   <li>the one-sided lower confidence bound of a paired t-test, {@code mean(d) - t(confidence, n -
 *       1) · sd(d) / sqrt(n)}, above zero.
 * </ul>
 *
 * The pairing removes what makes a row hard for both models. The bound takes rows as independent:
 * where they are not, ask for a higher confidence.
 *
 * <p>Rows without a loss are left out. Fewer than {@value #LEAST_ROWS} rows, a champion without any
 * loss, or a prediction that is not finite (of either model) does not pass. Without a champion it
 * passes as the first model and says so: a rubber stamp, as TFX's.
 *
 * @param minimumImprovement the least relative improvement: 0 for any, 0.01 for one per cent; below
 *     1
 * @param confidence of the bound, between 0.5 and 1, both exclusive
 */
public record BetterThanChampion(@JsonAlias("minimum") double minimumImprovement, double confidence)
    implements Gate {
  /** Below this the mean of so skewed a quantity is not close to normal. */
  static final int LEAST_ROWS = 30;

  public BetterThanChampion {
    if (!(minimumImprovement >= 0 && minimumImprovement < 1)) {
      throw new IllegalArgumentException(
          "minimumImprovement: " + minimumImprovement + " (expected: 0 or more, below 1)");
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence: " + confidence + " (expected: above 0.5, below 1)");
    }
  }

  /** Two per cent better, at 99 % confidence. */
  public BetterThanChampion() {
    this(0.02, 0.99);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    return candidates.champion() == null
        ? Figures.rubberStamp(name())
        : compare(candidates.losses());
  }

  private GateResult compare(PairedLoss losses) {
    long rows = losses.rows();
    double improvement = losses.difference() / losses.champion();
    double bound =
        rows < LEAST_ROWS
            ? Double.NaN
            : losses.difference()
                - StudentT.quantile(confidence, rows - 1.0) * losses.standardError();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rows", (double) rows);
    figures.put("champion_" + losses.name(), losses.champion());
    figures.put("challenger_" + losses.name(), losses.challenger());
    figures.put("improvement", improvement);
    figures.put("minimum", minimumImprovement);
    figures.put("lower_bound", bound);
    figures.put("confidence", confidence);
    boolean passed = rows >= LEAST_ROWS && improvement >= minimumImprovement && bound > 0;
    return new GateResult(name(), passed, figures, reason(losses, improvement, bound));
  }

  private String reason(PairedLoss losses, double improvement, double bound) {
    String loss = losses.name().toUpperCase(Locale.ROOT);
    if (losses.rows() < LEAST_ROWS) {
      return losses.rows() + " rows with a " + loss + " (expected: at least " + LEAST_ROWS + ")";
    }
    if (!Double.isFinite(bound) || !Double.isFinite(improvement)) {
      return String.format(
          Locale.ROOT,
          "cannot be compared: challenger's %s %.4g, champion's %.4g (expected: finite, champion's"
              + " above 0)",
          loss,
          losses.challenger(),
          losses.champion());
    }
    return String.format(
        Locale.ROOT,
        "%s %.4g against the champion's %.4g on %d rows: %.2f %% better (expected: at least"
            + " %.2f %%), lower bound of the difference %.3g at confidence %s (expected: above 0)",
        loss,
        losses.challenger(),
        losses.champion(),
        losses.rows(),
        100 * improvement,
        100 * minimumImprovement,
        bound,
        confidence);
  }
}
