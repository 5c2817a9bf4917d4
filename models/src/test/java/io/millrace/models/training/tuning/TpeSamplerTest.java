package io.millrace.models.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TpeSamplerTest {
  /** Branin's function; its least value, at three points of this square, is 0.397887. */
  private static final SearchSpace BRANIN =
      new SearchSpace(List.of(new RealRange("x", -5, 10, false), new RealRange("y", 0, 15, false)));

  private static final int TRIALS = 80;

  private static double branin(double x, double y) {
    double curve = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double best(Sampler sampler, int parallel) throws IOException {
    return new Study(sampler, new FullTraining(), TRIALS, 1, parallel)
            .run(
                round ->
                    round.stream()
                        .mapToDouble(trial -> branin(trial.point().get(0), trial.point().get(1)))
                        .toArray())
            .stream()
            .mapToDouble(Observation::loss)
            .min()
            .orElseThrow();
  }

  @Test
  void findsBetterPointsThanChance() throws IOException {
    int won = 0;
    double regret = 0;
    double regretOfChance = 0;
    for (long seed = 1; seed <= 20; seed++) {
      double tpe = best(Samplers.create("tpe", BRANIN, seed), 4);
      double random = best(Samplers.create("random", BRANIN, seed), 4);
      won += tpe < random ? 1 : 0;
      regret += (tpe - 0.397887) / 20;
      regretOfChance += (random - 0.397887) / 20;
    }
    // With equal samplers 15 or more of 20 would be won with a probability of 2 %.
    assertThat(won).isGreaterThanOrEqualTo(15);
    assertThat(regret).isLessThan(regretOfChance / 2);
  }

  @Test
  void prefersTheChoiceThatWasGood() {
    SearchSpace space = new SearchSpace(List.of(new Choice("c", List.of("a", "b", "c"))));
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      observed.add(new Observation(i, List.of(i % 3.0), 1, i % 3 == 1 ? 0.1 : 1));
    }
    // Good: 5 of "b". l: b (1+5)/8, a 1/8; g over the other 25: b (1+5)/28, a and c 11/28.
    List<List<Double>> points = new TpeSampler(space, 1, 10).propose(30, 20, observed);
    assertThat(points).containsOnly(List.of(1.0));
  }

  @Test
  void aFailedTrialIsNeverAmongTheGood() {
    SearchSpace space = new SearchSpace(List.of(new IntegerRange("n", 0, 100)));
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i <= 100; i += 5) {
      observed.add(new Observation(i, List.of((double) i), 1, i > 50 ? Double.NaN : 50 - i));
    }
    for (List<Double> point : new TpeSampler(space, 3, 10).propose(101, 20, observed)) {
      assertThat(point.get(0)).isBetween(20.0, 80.0); // the good ones are 35 to 50
    }
  }

  @Test
  void trialsThatWereTrainedLongestCountOnceThereAreEnough() {
    SearchSpace space = new SearchSpace(List.of(new Choice("c", List.of("a", "b"))));
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      observed.add(new Observation(i, List.of(i % 2.0), 1, i % 2)); // "a" is better when short
      observed.add(new Observation(i, List.of(i % 2.0), 9, 1 - i % 2)); // and "b" when long
    }
    assertThat(new TpeSampler(space, 1, 10).propose(20, 10, observed)).containsOnly(List.of(1.0));
  }
}
