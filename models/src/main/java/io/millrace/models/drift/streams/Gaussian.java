package io.millrace.models.drift.streams;

import java.util.Random;

/** Normal values of standard deviation 1; the level is their mean. */
public final class Gaussian implements ValueStream {
  private final Level level;
  private final Random random;
  private long position;

  public Gaussian(Level level, long seed) {
    this.level = level;
    this.random = new Random(seed);
  }

  @Override
  public double next() {
    double mean = level.at(position++, random);
    return mean + random.nextGaussian();
  }
}
