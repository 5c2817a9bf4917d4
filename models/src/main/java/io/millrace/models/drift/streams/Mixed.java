package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * Mixed: two attributes of 0 and 1, and two uniform in 0..1; class 1 where two of three hold: the
 * first, the second, y < 0.5 + 0.3·sin 3πx. The concept after a change has the classes the other
 * way round. Gama, Medas, Castillo and Rodrigues, "Learning with drift detection" (SBIA 2004).
 */
public final class Mixed implements LabelledStream {
  private final boolean reversed;
  private final Random random;

  public Mixed(boolean reversed, long seed) {
    this.reversed = reversed;
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return 4;
  }

  @Override
  public int values(int attribute) {
    return attribute < 2 ? 2 : 0;
  }

  @Override
  public int next(double[] row) {
    row[0] = random.nextInt(2);
    row[1] = random.nextInt(2);
    row[2] = random.nextDouble();
    row[3] = random.nextDouble();
    boolean below = row[3] < 0.5 + 0.3 * Math.sin(3 * Math.PI * row[2]);
    boolean positive = row[0] + row[1] + (below ? 1 : 0) >= 2;
    return positive == reversed ? 0 : 1;
  }
}
