package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * LED: the seven segments of a digit, each wrong with a chance of 10 %, and 17 segments without
 * meaning; the class is the digit. The concept tells how many of the seven have changed places with
 * one without meaning. Breiman, Friedman, Olshen and Stone, "Classification and regression trees"
 * (1984).
 */
public final class Led implements LabelledStream {
  private static final int SEGMENTS = 7;
  private static final int ATTRIBUTES = 24;
  private static final double WRONG = 0.1;

  /** Top, upper left, upper right, middle, lower left, lower right, bottom. */
  private static final String[] DIGITS = {
    "1110111", "0010010", "1011101", "1011011", "0111010",
    "1101011", "1101111", "1010010", "1111111", "1111011"
  };

  private final int swapped;
  private final Random random;

  /**
   * @param swapped relevant segments that have changed places, 0..7
   */
  public Led(int swapped, long seed) {
    this.swapped = Concepts.check(swapped, SEGMENTS + 1);
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return ATTRIBUTES;
  }

  @Override
  public int values(int attribute) {
    return 2;
  }

  @Override
  public int classes() {
    return DIGITS.length;
  }

  @Override
  public int next(double[] row) {
    int digit = random.nextInt(DIGITS.length);
    for (int i = 0; i < ATTRIBUTES; i++) {
      row[i] = random.nextInt(2);
    }
    for (int i = 0; i < SEGMENTS; i++) {
      int lit = DIGITS[digit].charAt(i) - '0';
      row[i < swapped ? SEGMENTS + i : i] = random.nextDouble() < WRONG ? 1 - lit : lit;
    }
    return digit;
  }
}
