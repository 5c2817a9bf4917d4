package io.millrace.models.drift.distances;

import java.util.List;

/** All distances, in their usual conventions. */
public final class Distances {
  private static final List<Distance> ALL =
      List.of(
          new PopulationStabilityIndex(Smoothing.ADDITIVE),
          new NewValues(),
          new KolmogorovSmirnov(),
          new ChiSquareStatistic(),
          new GStatistic(),
          new KullbackLeibler(Smoothing.ADDITIVE),
          new JensenShannon(2, false),
          new JensenShannon(2, true),
          new Hellinger(),
          new TotalVariation(),
          new InfinityNorm(false),
          new InfinityNorm(true),
          new Wasserstein(false, 0),
          new Wasserstein(true, 0),
          new Energy());

  private Distances() {}

  public static List<Distance> all() {
    return ALL;
  }

  /**
   * The distance of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Distance named(String name) {
    for (Distance distance : ALL) {
      if (distance.name().equals(name)) {
        return distance;
      }
    }
    throw new IllegalArgumentException(
        "method: "
            + name
            + " (expected: one of "
            + String.join(", ", ALL.stream().map(Distance::name).toList())
            + ")");
  }
}
