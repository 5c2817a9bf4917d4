package io.millrace.models.drift.detectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Series for tests, and what a detector says about them. */
final class Streams {
  private Streams() {}

  /**
   * 0/1 values: {@code before} is the chance of a 1 in the first {@code at}, {@code after} then.
   */
  static double[] bernoulli(long seed, double before, double after, int at, int length) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextDouble() < (i < at ? before : after) ? 1 : 0;
    }
    return values;
  }

  /** Normal values of deviation 1 around 0, then around {@code shift}. */
  static double[] gaussian(long seed, double shift, int at, int length) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextGaussian() + (i < at ? 0 : shift);
    }
    return values;
  }

  /** The positions of the values at which the detector says that something changed. */
  static List<Integer> alarms(ChangeDetector detector, double[] values) {
    List<Integer> alarms = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      detector.add(values[i]);
      if (detector.isChange()) {
        alarms.add(i);
      }
    }
    return alarms;
  }
}
