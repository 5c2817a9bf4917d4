package io.millrace.models.training.rows;

import java.util.Random;

/** Orders that come from a seed and nothing else. */
public final class Shuffle {
  private Shuffle() {}

  /** 0 to {@code count} (out) in random order (Fisher and Yates). */
  public static int[] order(int count, long seed) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    Random random = new Random(seed);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** A seed for one of many uses of a seed: SplitMix64 (Steele, Lea and Flood 2014). */
  public static long seed(long seed, long use) {
    long z = seed + 0x9e3779b97f4a7c15L * (use + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
