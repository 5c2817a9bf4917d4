package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * SEA: three attributes, uniform in 0..10, the third without meaning; class 1 where x₁ + x₂ ≤ θ,
 * with θ = 8, 9, 7, 9.5 in the concepts 0 to 3. Street and Kim, "A streaming ensemble algorithm"
 * (KDD 2001), who add 10 % {@link LabelNoise}.
 */
public final class Sea implements LabelledStream {
  private static final double[] THRESHOLDS = {8, 9, 7, 9.5};

  private final double threshold;
  private final Random random;

  /**
   * @param concept 0..3
   */
  public Sea(int concept, long seed) {
    this.threshold = THRESHOLDS[Concepts.check(concept, THRESHOLDS.length)];
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return 3;
  }

  @Override
  public int next(double[] row) {
    for (int i = 0; i < 3; i++) {
      row[i] = 10 * random.nextDouble();
    }
    return row[0] + row[1] <= threshold ? 1 : 0;
  }
}
