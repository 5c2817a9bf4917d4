package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * STAGGER: size (small, medium, large), colour (red, green, blue) and shape (circular, square,
 * triangular). Class 1 is, by concept: 0 small and red; 1 green or circular; 2 medium or large.
 * Schlimmer and Granger, "Incremental learning from noisy data" (Machine Learning 1986).
 */
public final class Stagger implements LabelledStream {
  private final int concept;
  private final Random random;

  /**
   * @param concept 0..2
   */
  public Stagger(int concept, long seed) {
    this.concept = Concepts.check(concept, 3);
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return 3;
  }

  @Override
  public int values(int attribute) {
    return 3;
  }

  @Override
  public int next(double[] row) {
    int size = random.nextInt(3);
    int colour = random.nextInt(3);
    int shape = random.nextInt(3);
    row[0] = size;
    row[1] = colour;
    row[2] = shape;
    boolean positive =
        switch (concept) {
          case 0 -> size == 0 && colour == 0;
          case 1 -> colour == 1 || shape == 0;
          default -> size > 0;
        };
    return positive ? 1 : 0;
  }
}
