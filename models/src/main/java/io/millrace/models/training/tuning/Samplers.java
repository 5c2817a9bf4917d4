package io.millrace.models.training.tuning;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The samplers by name: {@code grid}, {@code random}, {@code tpe}. */
public final class Samplers {
  private static final int GRID_STEPS = 5;
  private static final int TPE_STARTUP = 10;

  private static final Map<String, Factory> FACTORIES =
      new TreeMap<>(
          Map.of(
              "grid", (space, seed) -> new GridSampler(space, GRID_STEPS),
              "random", RandomSampler::new,
              "tpe", (space, seed) -> new TpeSampler(space, seed, TPE_STARTUP)));

  private Samplers() {}

  private interface Factory {
    Sampler create(SearchSpace space, long seed);
  }

  public static Set<String> names() {
    return FACTORIES.keySet();
  }

  /**
   * The sampler of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Sampler create(String name, SearchSpace space, long seed) {
    Factory factory = FACTORIES.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "sampler: " + name + " (expected: one of " + names() + ")");
    }
    return factory.create(space, seed);
  }
}
