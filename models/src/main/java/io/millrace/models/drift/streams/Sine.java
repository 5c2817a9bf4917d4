package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * Sine1 and Sine2: two attributes, uniform in 0..1; class 1 below the curve, y ≤ sin x or y ≤ 0.5 +
 * 0.3·sin 3πx. The concept after a change has the classes the other way round. Gama, Medas,
 * Castillo and Rodrigues, "Learning with drift detection" (SBIA 2004).
 */
public final class Sine implements LabelledStream {
  private final int curve;
  private final boolean reversed;
  private final Random random;

  /**
   * @param curve 1 or 2
   */
  public Sine(int curve, boolean reversed, long seed) {
    this.curve = 1 + Concepts.check(curve - 1, 2);
    this.reversed = reversed;
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return 2;
  }

  @Override
  public int next(double[] row) {
    double x = random.nextDouble();
    double y = random.nextDouble();
    row[0] = x;
    row[1] = y;
    boolean below = y <= (curve == 1 ? Math.sin(x) : 0.5 + 0.3 * Math.sin(3 * Math.PI * x));
    return below == reversed ? 0 : 1;
  }
}
