package io.millrace.models.training.tuning;

import java.util.SplittableRandom;

/**
 * A setting that may vary. Samplers see its values as coordinates on a line: the position of a
 * choice, a whole number, a number or its logarithm.
 */
public interface Parameter {

  /** The setting's key, as in {@code learning_rate}. */
  String name();

  /** The least coordinate. */
  double low();

  /** The greatest coordinate, itself a value. */
  double high();

  /** How many values there are; 0 when they are a continuum. */
  int values();

  /** Whether near coordinates are near values. */
  boolean isOrdered();

  /** The value at a coordinate, as it is written in a configuration. */
  String written(double coordinate);

  /** A coordinate, each value as likely as the others. */
  default double draw(SplittableRandom random) {
    return values() > 0
        ? low() + random.nextInt(values())
        : low() + random.nextDouble() * (high() - low());
  }

  /** Coordinates spread evenly, both ends included: all values, or this many of a continuum. */
  default double[] grid(int steps) {
    int count = values() > 0 ? values() : steps;
    double[] coordinates = new double[count];
    for (int i = 0; i < count; i++) {
      coordinates[i] = count == 1 ? low() : low() + i * (high() - low()) / (count - 1);
    }
    return coordinates;
  }
}
