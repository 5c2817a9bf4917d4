package io.millrace.models.drift.patterns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names the change in a series of windows.
 *
 * <p>A step, a ramp of the level, a ramp of the share of new values, and windows that go to and fro
 * between two levels are fitted, each at every place and width; the lowest BIC (deviance +
 * parameters · ln values) wins: SUDDEN, INCREMENTAL, and GRADUAL for the last two. What tells
 * gradual from incremental is that values scatter more while both concepts are there; errors of 0
 * and 1 cannot tell that, and a slow change of them is called gradual. First of all, a new level
 * that is that of an earlier concept is RECURRING: it is not three standard errors from it, and no
 * further than a quarter of the change.
 *
 * <p>Where windows scatter clearly more than their values let expect, evidence counts as much less.
 * The latest {@link #MOST_WINDOWS} windows are looked at.
 */
public final class PatternNamer {
  /** Windows beyond these are too old to tell of the change. */
  public static final int MOST_WINDOWS = 64;

  /** Fewer windows say nothing of a shape. */
  public static final int LEAST_WINDOWS = 4;

  private static final double[] WIDTHS = {1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48};
  // The places within a window at which a change is tried.
  private static final int STEP_PLACES = 4;
  private static final int RAMP_PLACES = 2;
  private static final int STEP_PARAMETERS = 5;
  private static final int RAMP_PARAMETERS = 6;
  // The median of chi-square with one degree of freedom.
  private static final double MEDIAN = 0.4549;
  // The standard error of that median over n values, relative to it and times the root of n.
  private static final double MEDIAN_ERROR = 2.33;
  private static final double NEAR = 0.25;

  private final List<WindowStatistic> windows;
  private final boolean binary;
  private final double dispersion;
  private final ShapeFit fit;

  private PatternNamer(List<WindowStatistic> windows) {
    this.windows = windows;
    this.binary = windows.stream().allMatch(PatternNamer::isBinary);
    this.dispersion = dispersion(windows);
    this.fit = new ShapeFit(windows, binary, dispersion);
  }

  /** A fitted shape; a share of 1/2 or more makes a window one of the new concept. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Fitted(Pattern pattern, double[] shares, ShapeFit.Result result, double bic) {}

  /**
   * Names the change.
   *
   * @param series windows in order, the old concept first; the more of the new one, the surer
   * @param earlier concepts that there were before the old one
   * @return null if there are fewer than {@link #LEAST_WINDOWS} windows, or nothing has changed
   */
  public static @Nullable PatternFinding name(
      List<WindowStatistic> series, List<EarlierConcept> earlier) {
    int from = Math.max(0, series.size() - MOST_WINDOWS);
    List<WindowStatistic> windows = List.copyOf(series.subList(from, series.size()));
    return windows.size() < LEAST_WINDOWS ? null : new PatternNamer(windows).name(earlier);
  }

  private @Nullable PatternFinding name(List<EarlierConcept> earlier) {
    Fitted step = best(Pattern.SUDDEN, new double[] {0}, false);
    Fitted gradual = best(Pattern.GRADUAL, WIDTHS, true);
    Fitted incremental = binary ? gradual : best(Pattern.INCREMENTAL, WIDTHS, false);
    Fitted alternating = alternating(step);
    Fitted winner = step;
    for (Fitted other : List.of(gradual, incremental, alternating)) {
      winner = other.bic() < winner.bic() ? other : winner;
    }
    double unchanged = bic(fit.constant(), 2);
    if (!(winner.bic() < unchanged)) {
      return null;
    }
    PatternFinding finding =
        new PatternFinding(
            winner.pattern(),
            windows.get(onset(winner)).start(),
            winner.result().after() - winner.result().before(),
            null,
            evidence(winner, step, gradual, incremental));
    EarlierConcept back = recurring(winner, earlier);
    return back == null ? finding : finding.asReturnOf(back.name());
  }

  private Fitted best(Pattern pattern, double[] widths, boolean mixes) {
    Shape best = new Shape(1, widths[0], mixes);
    ShapeFit.Result result = fit.of(best);
    for (double width : widths) {
      // A whole window before; the change at least half done at the end.
      double latest = windows.size() - Math.max(1, width / 2);
      int steps = width == 0 ? STEP_PLACES : RAMP_PLACES;
      for (int i = steps; i <= latest * steps; i++) {
        Shape shape = new Shape((double) i / steps, width, mixes);
        ShapeFit.Result other = fit.of(shape);
        if (other.deviance() < result.deviance()) {
          best = shape;
          result = other;
        }
      }
    }
    double[] shares = new double[windows.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = best.share(i);
    }
    int parameters = pattern == Pattern.SUDDEN ? STEP_PARAMETERS : RAMP_PARAMETERS;
    return new Fitted(pattern, shares, result, bic(result, parameters));
  }

  /** Each window belongs to the nearer of the two levels of the step; every turn is a parameter. */
  private Fitted alternating(Fitted step) {
    double middle = (step.result().before() + step.result().after()) / 2;
    boolean rises = step.result().after() > step.result().before();
    double[] shares = new double[windows.size()];
    int turns = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = windows.get(i).mean() > middle == rises ? 1 : 0;
      turns += i > 0 && shares[i] != shares[i - 1] ? 1 : 0;
    }
    ShapeFit.Result result = fit.fit(shares, new double[shares.length]);
    // With a single turn it is a step again.
    double bic = turns < 3 ? Double.POSITIVE_INFINITY : bic(result, STEP_PARAMETERS - 1 + turns);
    return new Fitted(Pattern.GRADUAL, shares, result, bic);
  }

  private double bic(ShapeFit.Result result, int parameters) {
    return result.deviance() + parameters * Math.log(fit.size());
  }

  private int onset(Fitted fitted) {
    int onset = 0;
    while (onset < windows.size() - 1 && fitted.shares()[onset] <= 0.01) {
      onset++;
    }
    return onset;
  }

  private @Nullable EarlierConcept recurring(Fitted fitted, List<EarlierConcept> earlier) {
    List<WindowStatistic> after = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      if (fitted.shares()[i] > 0.99) {
        after.add(windows.get(i));
      }
    }
    if (after.isEmpty()) {
      return null;
    }
    WindowStatistic now = WindowStatistic.pool(after);
    double size = Math.abs(now.mean() - fitted.result().before());
    EarlierConcept nearest = null;
    double least = NEAR * size;
    for (EarlierConcept concept : earlier) {
      WindowStatistic then = concept.statistic();
      double distance = Math.abs(now.mean() - then.mean());
      double error =
          Math.sqrt(dispersion * (now.variance() / now.count() + then.variance() / then.count()));
      if (distance <= least && distance <= 3 * error) {
        least = distance;
        nearest = concept;
      }
    }
    return nearest;
  }

  private String evidence(Fitted winner, Fitted step, Fitted gradual, Fitted incremental) {
    String levels =
        String.format(
            Locale.ROOT,
            "level %.4g -> %.4g over %d windows",
            winner.result().before(),
            winner.result().after(),
            windows.size());
    String fits =
        String.format(
            Locale.ROOT,
            "BIC above the best: step %.1f, mixture %.1f, ramp %.1f",
            step.bic() - winner.bic(),
            gradual.bic() - winner.bic(),
            incremental.bic() - winner.bic());
    String scatter =
        dispersion > 1
            ? String.format(Locale.ROOT, "; windows scatter %.1f times chance", dispersion)
            : "";
    String slow =
        binary && winner.pattern() == Pattern.GRADUAL
            ? "; values of 0 and 1 do not tell gradual from incremental"
            : "";
    return levels + "; " + fits + scatter + slow;
  }

  /** Its variance is what a share of ones has, of a population or of a sample. */
  private static boolean isBinary(WindowStatistic window) {
    double expected = window.mean() * (1 - window.mean());
    return window.mean() >= 0
        && window.mean() <= 1
        && Math.abs(window.variance() - expected) <= 1.5 * expected / window.count() + 1e-9;
  }

  /**
   * By how much the steps from window to window exceed what the values' variance lets expect, from
   * their median, which one change does not move; 1 unless that is more than chance.
   */
  private static double dispersion(List<WindowStatistic> windows) {
    double[] ratios = new double[windows.size() - 1];
    for (int i = 0; i < ratios.length; i++) {
      WindowStatistic one = windows.get(i);
      WindowStatistic next = windows.get(i + 1);
      double step = next.mean() - one.mean();
      double expected = one.variance() / one.count() + next.variance() / next.count();
      ratios[i] = step == 0 ? 0 : expected > 0 ? step * step / expected : 1;
    }
    Arrays.sort(ratios);
    double dispersion = ratios[ratios.length / 2] / MEDIAN;
    double chance = 1 + 2 * MEDIAN_ERROR / Math.sqrt((double) ratios.length);
    return dispersion > chance ? dispersion : 1;
  }
}
