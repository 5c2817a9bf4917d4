package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * A rotating hyperplane: attributes uniform in 0..1, class 1 where Σ wᵢxᵢ ≥ ½·Σ wᵢ; the first
 * {@code drifting} weights move by {@code speed} a row and turn back with a chance of 10 % a row.
 * An incremental drift without an end. Hulten, Spencer and Domingos, "Mining time-changing data
 * streams" (KDD 2001).
 */
public final class Hyperplane implements LabelledStream {
  private static final double TURNING = 0.1;

  private final double[] weights;
  private final int[] signs;
  private final int drifting;
  private final double speed;
  private final Random random;

  /**
   * @param attributes 1 or more
   * @param drifting how many of the weights move
   * @param speed what they move by a row; 0: a fixed concept
   */
  public Hyperplane(int attributes, int drifting, double speed, long seed) {
    if (drifting < 0 || drifting > attributes) {
      throw new IllegalArgumentException(
          "drifting: " + drifting + " (expected: 0.." + attributes + ")");
    }
    this.random = new Random(seed);
    this.weights = random.doubles(attributes).toArray();
    this.signs = new int[attributes];
    for (int i = 0; i < attributes; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    this.drifting = drifting;
    this.speed = speed;
  }

  @Override
  public int attributes() {
    return weights.length;
  }

  @Override
  public int next(double[] row) {
    double sum = 0;
    double half = 0;
    for (int i = 0; i < weights.length; i++) {
      row[i] = random.nextDouble();
      sum += weights[i] * row[i];
      half += weights[i] / 2;
    }
    if (speed != 0) {
      move();
    }
    return sum >= half ? 1 : 0;
  }

  private void move() {
    for (int i = 0; i < drifting; i++) {
      weights[i] += signs[i] * speed;
      if (random.nextDouble() < TURNING) {
        signs[i] = -signs[i];
      }
    }
  }
}
