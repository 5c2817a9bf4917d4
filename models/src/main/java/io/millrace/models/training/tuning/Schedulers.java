package io.millrace.models.training.tuning;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The schedulers by name: {@code full}, {@code successive_halving}, {@code hyperband}. */
public final class Schedulers {
  private static final int ETA = 3;

  private static final Map<String, Supplier<Scheduler>> FACTORIES =
      new TreeMap<>(
          Map.of(
              "full", FullTraining::new,
              "successive_halving", () -> new SuccessiveHalving(ETA),
              "hyperband", () -> new Hyperband(ETA)));

  private Schedulers() {}

  public static Set<String> names() {
    return FACTORIES.keySet();
  }

  /**
   * The scheduler of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Scheduler create(String name) {
    Supplier<Scheduler> factory = FACTORIES.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "scheduler: " + name + " (expected: one of " + names() + ")");
    }
    return factory.get();
  }
}
