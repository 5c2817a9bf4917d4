package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * Random radial basis functions: centroids in the unit cube, each with a class, a weight and a
 * deviation; a row lies in a random direction from one of them, normally far. With a speed above 0
 * the centroids move in straight lines and bounce off the walls: an incremental drift. The
 * generator of Bifet, Holmes, Pfahringer, Kirkby and Gavaldà, "New ensemble methods for evolving
 * data streams" (KDD 2009).
 */
public final class RandomRbf implements LabelledStream {
  private final int classes;
  private final double speed;
  private final double[][] centres;
  private final double[][] directions;
  private final int[] labels;
  private final double[] weights;
  private final double[] deviations;
  private final double[] offset;
  private final Random random;

  /**
   * @param attributes 1 or more
   * @param classes 2 or more
   * @param centroids 1 or more
   * @param speed the way of a centroid a row; 0: a fixed concept
   */
  public RandomRbf(int attributes, int classes, int centroids, double speed, long seed) {
    this.classes = classes;
    this.speed = speed;
    this.random = new Random(seed);
    this.centres = new double[centroids][];
    this.directions = new double[centroids][attributes];
    this.labels = new int[centroids];
    this.weights = new double[centroids];
    this.deviations = new double[centroids];
    this.offset = new double[attributes];
    for (int i = 0; i < centroids; i++) {
      centres[i] = random.doubles(attributes).toArray();
      labels[i] = random.nextInt(classes);
      weights[i] = random.nextDouble();
      deviations[i] = random.nextDouble();
      direct(directions[i]);
    }
  }

  @Override
  public int attributes() {
    return offset.length;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int next(double[] row) {
    if (speed != 0) {
      move();
    }
    int centroid = draw();
    direct(offset);
    double length = random.nextGaussian() * deviations[centroid];
    for (int i = 0; i < offset.length; i++) {
      row[i] = centres[centroid][i] + offset[i] * length;
    }
    return labels[centroid];
  }

  private int draw() {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = random.nextDouble() * total;
    int centroid = 0;
    while (centroid < weights.length - 1 && left >= weights[centroid]) {
      left -= weights[centroid++];
    }
    return centroid;
  }

  /** Any direction, of length 1. */
  private void direct(double[] direction) {
    double square = 0;
    for (int i = 0; i < direction.length; i++) {
      direction[i] = random.nextGaussian();
      square += direction[i] * direction[i];
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= length;
    }
  }

  private void move() {
    for (int i = 0; i < centres.length; i++) {
      for (int j = 0; j < offset.length; j++) {
        double to = centres[i][j] + directions[i][j] * speed;
        if (to < 0 || to > 1) {
          directions[i][j] = -directions[i][j];
          to = Math.max(0, Math.min(1, to));
        }
        centres[i][j] = to;
      }
    }
  }
}
