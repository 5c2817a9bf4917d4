package io.millrace.models.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points drawn at random, each by itself (Bergstra and Bengio, "Random Search for Hyper-Parameter
 * Optimization", JMLR 13, 2012). The number of a trial decides its point, whatever the rounds.
 */
public record RandomSampler(SearchSpace space, long seed) implements Sampler {

  @Override
  public List<List<Double>> propose(int first, int count, List<Observation> observed) {
    List<List<Double>> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(space.draw(numbers(seed, first + i)));
    }
    return points;
  }

  /** The random numbers of one trial. */
  static SplittableRandom numbers(long seed, int trial) {
    // SplittableRandom mixes its seed; the odd factor keeps neighbouring trials' seeds far apart.
    return new SplittableRandom(seed ^ (0x9e3779b97f4a7c15L * (trial + 1L)));
  }
}
