package io.millrace.models.drift.streams;

import java.util.Random;

/** Values of 0 and 1, such as errors of a classifier; the level is the chance of a 1. */
public final class Bernoulli implements ValueStream {
  private final Level level;
  private final Random random;
  private long position;

  public Bernoulli(Level level, long seed) {
    this.level = level;
    this.random = new Random(seed);
  }

  @Override
  public double next() {
    double rate = level.at(position++, random);
    return random.nextDouble() < rate ? 1 : 0;
  }
}
