package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * Circles: two attributes, uniform in 0..1; class 1 inside of a circle around (0.2, 0.5), (0.4,
 * 0.5), (0.6, 0.5) or (0.8, 0.5) of radius 0.15, 0.2, 0.25 or 0.3, by concept. Gama, Medas,
 * Castillo and Rodrigues, "Learning with drift detection" (SBIA 2004).
 */
public final class Circles implements LabelledStream {
  private final double centre;
  private final double radius;
  private final Random random;

  /**
   * @param concept 0..3
   */
  public Circles(int concept, long seed) {
    this.centre = 0.2 + 0.2 * Concepts.check(concept, 4);
    this.radius = 0.15 + 0.05 * concept;
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return 2;
  }

  @Override
  public int next(double[] row) {
    row[0] = random.nextDouble();
    row[1] = random.nextDouble();
    return Math.hypot(row[0] - centre, row[1] - 0.5) <= radius ? 1 : 0;
  }
}
