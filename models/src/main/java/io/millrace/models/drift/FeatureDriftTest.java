package io.millrace.models.drift;

import io.millrace.models.drift.distances.BinnedSamples;
import io.millrace.models.drift.distances.NewValues;
import io.millrace.models.drift.distances.NullLaw;
import io.millrace.models.drift.distances.PopulationStabilityIndex;
import io.millrace.models.drift.distances.Smoothing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges which features drifted, by effect size rather than by significance: a feature drifted if a
 * distance exceeds both its threshold and what chance alone gives two samples of these sizes with
 * probability {@code confidence}. So large data cannot make a small change a drift, and small data
 * cannot make noise one.
 *
 * <p>Distances of distributions go by at most ten bins of numbers, and bins too sparse for either
 * side are put together first; those that need the order of numbers go by all bins. Rows are taken
 * to be independent; where they come in bursts, chance does more than is allowed for here.
 *
 * @param numbers what is measured of features of numbers, each by itself; one at least
 * @param categories what is measured of the others; one at least
 * @param confidence in 0..1, without the ends
 * @param minimumRows with fewer rows on either side there is no verdict, at least 1
 */
public record FeatureDriftTest(
    List<Criterion> numbers, List<Criterion> categories, double confidence, long minimumRows)
    implements Serializable {
  private static final int MOST_BINS = 10;

  public FeatureDriftTest {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    if (numbers.isEmpty() || categories.isEmpty()) {
      throw new IllegalArgumentException("criteria: none (expected: one at least)");
    }
    for (Criterion criterion : categories) {
      if (criterion.distance().needsNumbers()) {
        throw new IllegalArgumentException(
            "method for categories: "
                + criterion.distance().name()
                + " (expected: one that needs no numbers)");
      }
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence: " + confidence + " (expected: 0 < c < 1)");
    }
    if (minimumRows < 1) {
      throw new IllegalArgumentException("minimumRows: " + minimumRows + " (expected: >= 1)");
    }
  }

  /** Judges by the population stability index alone. */
  public FeatureDriftTest(double threshold, double confidence, long minimumRows) {
    this(
        List.of(new Criterion(new PopulationStabilityIndex(Smoothing.ADDITIVE), threshold)),
        List.of(new Criterion(new PopulationStabilityIndex(Smoothing.ADDITIVE), threshold)),
        confidence,
        minimumRows);
  }

  /** A PSI of 0.1, or one in ten thousand values that are new in kind; 99 %, 500 rows. */
  public static FeatureDriftTest defaults() {
    List<Criterion> criteria =
        List.of(
            new Criterion(new PopulationStabilityIndex(Smoothing.ADDITIVE), null),
            new Criterion(new NewValues(), null));
    return new FeatureDriftTest(criteria, criteria, 0.99, 500);
  }

  /** A verdict by every criterion on every feature of the grid, in the order of both. */
  public List<FeatureVerdict> judge(GridCounts reference, GridCounts current) {
    return judge("", reference, current);
  }

  /** The same for a slice of rows. */
  public List<FeatureVerdict> judge(String slice, GridCounts reference, GridCounts current) {
    if (!reference.grid().equals(current.grid())) {
      throw new IllegalArgumentException("grid: another (expected: the reference's)");
    }
    List<FeatureVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < reference.grid().size(); i++) {
      BinnedSamples fine = reference.samples(i, current);
      BinnedSamples coarse = fine.grouped(MOST_BINS);
      BinnedSamples pooled = coarse.pooled();
      for (Criterion criterion : fine.places() == null ? categories : numbers) {
        BinnedSamples samples =
            criterion.distance() instanceof NewValues
                ? coarse
                : criterion.distance().needsNumbers() ? fine : pooled;
        String feature = reference.grid().feature(i).name();
        verdicts.add(judge(criterion, samples, feature, slice, reference.rows(), current.rows()));
      }
    }
    return verdicts;
  }

  private FeatureVerdict judge(
      Criterion criterion,
      BinnedSamples samples,
      String feature,
      String slice,
      long referenceRows,
      long currentRows) {
    double value = criterion.distance().of(samples);
    double threshold = criterion.threshold(samples);
    double bound = 0;
    double p = Double.NaN;
    double excess = Double.NaN;
    if (!Double.isNaN(value)) {
      NullLaw law = criterion.distance().nullLaw(samples);
      bound = criterion.bound(samples, confidence);
      p = law.pValue(value);
      excess = value > threshold ? law.excessPValue(value, threshold) : 1;
    }
    boolean enough = Math.min(referenceRows, currentRows) >= minimumRows && !Double.isNaN(value);
    Verdict verdict =
        !enough
            ? Verdict.INSUFFICIENT_DATA
            : value > Math.max(threshold, bound) ? Verdict.DRIFT : Verdict.NO_DRIFT;
    return new FeatureVerdict(
        feature,
        slice,
        criterion.distance().name(),
        value,
        threshold,
        bound,
        p,
        excess,
        referenceRows,
        currentRows,
        verdict);
  }
}
