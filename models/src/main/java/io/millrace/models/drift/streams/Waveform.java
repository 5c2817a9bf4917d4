package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * Waveform: 21 attributes, a random mixture of two of three triangular waves and noise of deviation
 * 1; the class tells which two. Breiman, Friedman, Olshen and Stone, "Classification and regression
 * trees" (1984).
 */
public final class Waveform implements LabelledStream {
  private static final int ATTRIBUTES = 21;
  // The waves' peaks, and by class which two are mixed.
  private static final int[] PEAKS = {11, 15, 7};
  private static final int[][] PAIRS = {{0, 1}, {0, 2}, {1, 2}};

  private final Random random;

  public Waveform(long seed) {
    random = new Random(seed);
  }

  @Override
  public int attributes() {
    return ATTRIBUTES;
  }

  @Override
  public int classes() {
    return PAIRS.length;
  }

  @Override
  public int next(double[] row) {
    int label = random.nextInt(PAIRS.length);
    double share = random.nextDouble();
    for (int i = 0; i < ATTRIBUTES; i++) {
      double first = wave(PEAKS[PAIRS[label][0]], i + 1);
      double second = wave(PEAKS[PAIRS[label][1]], i + 1);
      row[i] = share * first + (1 - share) * second + random.nextGaussian();
    }
    return label;
  }

  private static double wave(int peak, int at) {
    return Math.max(6 - Math.abs(at - peak), 0);
  }
}
