package io.millrace.models.training.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for
 * Hyper-Parameter Optimization", NIPS 2011, section 4).
 *
 * <p>The observations are divided at a quantile of their losses into the good and the others. For
 * each parameter, l(x) is a density of the good ones' values and g(x) of the others'; of some
 * values drawn from l, the one with the greatest l/g is proposed, which is the one with the
 * greatest expected improvement (there, equation 3). The first trials are random. Failed trials are
 * among the others.
 *
 * <p>Trials of a round are drawn from the same densities, with numbers of their own. When trials
 * were trained for different times, those of the longest time that has enough of them count.
 *
 * @param startup how many trials are random before the densities are trusted, at least 2
 */
public record TpeSampler(SearchSpace space, long seed, int startup) implements Sampler {
  /** The share of observations that is good; γ in the paper, which takes 0.15. */
  private static final double GOOD_SHARE = 0.15;

  /** Values drawn from l for each parameter. */
  private static final int DRAWS = 24;

  public TpeSampler {
    if (startup < 2) {
      throw new IllegalArgumentException("startup: " + startup + " (expected: 2 or more)");
    }
  }

  @Override
  public List<List<Double>> propose(int first, int count, List<Observation> observed) {
    List<Observation> trusted = trusted(observed);
    if (trusted.isEmpty()) {
      return new RandomSampler(space, seed).propose(first, count, observed);
    }
    int good = Math.max(1, (int) Math.ceil(GOOD_SHARE * trusted.size()));
    List<ParzenEstimator> near = new ArrayList<>();
    List<ParzenEstimator> far = new ArrayList<>();
    for (int i = 0; i < space.parameters().size(); i++) {
      Parameter parameter = space.parameters().get(i);
      near.add(ParzenEstimator.of(parameter, coordinates(trusted.subList(0, good), i)));
      far.add(ParzenEstimator.of(parameter, coordinates(trusted.subList(good, trusted.size()), i)));
    }
    List<List<Double>> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = RandomSampler.numbers(seed, first + i);
      List<Double> point = new ArrayList<>();
      for (int j = 0; j < near.size(); j++) {
        point.add(mostPromising(near.get(j), far.get(j), random));
      }
      points.add(point);
    }
    return points;
  }

  /** The observations that are compared, best first; none when there are too few. */
  private List<Observation> trusted(List<Observation> observed) {
    List<Integer> epochs =
        observed.stream()
            .map(Observation::epochs)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    for (int most : epochs) {
      List<Observation> trained =
          observed.stream()
              .filter(observation -> observation.epochs() == most)
              .sorted(Observation.BEST_FIRST)
              .toList();
      if (trained.size() >= startup) {
        return trained;
      }
    }
    return List.of();
  }

  private static double[] coordinates(List<Observation> observations, int parameter) {
    return observations.stream().mapToDouble(seen -> seen.point().get(parameter)).toArray();
  }

  private static double mostPromising(
      ParzenEstimator near, ParzenEstimator far, SplittableRandom random) {
    double best = near.draw(random);
    double bestRatio = near.density(best) / far.density(best);
    for (int i = 1; i < DRAWS; i++) {
      double drawn = near.draw(random);
      double ratio = near.density(drawn) / far.density(drawn);
      if (ratio > bestRatio) {
        best = drawn;
        bestRatio = ratio;
      }
    }
    return best;
  }
}
