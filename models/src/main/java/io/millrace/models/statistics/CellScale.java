package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides a range of numbers into places: of the same width where most numbers are, then wider with
 * the distance. So none has many more than another, be the numbers spread evenly, around a middle
 * or over many magnitudes.
 *
 * <p>The bits of a positive number are its logarithm, nearly. The place is read off those of the
 * distance from the middle, to which is added how far most numbers are from it.
 */
final class CellScale {
  private static final int MOST_BITS = 13;
  private static final int SAMPLE = 512;
  private static final int FEWEST_DIFFERENT = 32;

  private final double least;
  private final double most;
  private final double middle;
  private final double spread;
  private final long nearest;
  private final long first;
  private final int shift;

  private CellScale(double least, double most, double middle, double spread) {
    this.least = least;
    this.most = most;
    this.middle = middle;
    this.spread = spread;
    nearest = Double.doubleToRawLongBits(spread);
    first = distance(least);
    long range = distance(most) - first;
    shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(range) - MOST_BITS);
  }

  /**
   * A scale that suits the first {@code size} of the numbers, 1 or more and none of them NaN; null
   * if nearly all are equal, or they are too far apart or too close together.
   */
  static @Nullable CellScale of(double[] numbers, int size) {
    double[] sample = sample(numbers, size);
    if (sample.length < FEWEST_DIFFERENT) {
      return null;
    }
    double least = numbers[0];
    double most = least;
    for (int i = 1; i < size; i++) {
      double number = numbers[i];
      least = number < least ? number : least;
      most = number > most ? number : most;
    }
    CellScale best = null;
    for (int part = sample.length / 2; part >= sample.length / 8; part /= 2) {
      int from = closest(sample, part);
      double spread = (sample[from + part - 1] - sample[from]) / 2;
      if (spread < Double.MIN_NORMAL || !(most - least + spread <= Double.MAX_VALUE)) {
        return best;
      }
      CellScale scale = new CellScale(least, most, sample[from] + spread, spread);
      if (best == null || scale.fewestPlaces(sample) > best.fewestPlaces(sample)) {
        best = scale;
      }
    }
    return best;
  }

  /** Different ones of the numbers, in their order: those that come often are as good as others. */
  private static double[] sample(double[] numbers, int size) {
    double[] sample = new double[SAMPLE];
    for (int i = 0; i < SAMPLE; i++) {
      sample[i] = numbers[(int) ((long) i * size / SAMPLE)];
    }
    Arrays.sort(sample);
    int different = 1;
    for (int i = 1; i < SAMPLE; i++) {
      if (sample[i] > sample[i - 1]) {
        sample[different++] = sample[i];
      }
    }
    return Arrays.copyOf(sample, different);
  }

  /** Where so many numbers of the sample are closest together. */
  private static int closest(double[] sample, int part) {
    int closest = 0;
    for (int from = 1; from + part <= sample.length; from++) {
      if (sample[from + part - 1] - sample[from] < sample[closest + part - 1] - sample[closest]) {
        closest = from;
      }
    }
    return closest;
  }

  /** The fewest places that a 32nd of the sample takes: the more, the more even the scale. */
  private int fewestPlaces(double[] sample) {
    int fewest = Integer.MAX_VALUE;
    int neighbours = sample.length / 32;
    for (int i = neighbours; i < sample.length; i++) {
      fewest = Math.min(fewest, place(sample[i]) - place(sample[i - neighbours]));
    }
    return fewest;
  }

  /** How many places there are, 8,192 at most. */
  int places() {
    return place(most) + 1;
  }

  /** Whether a number is in the range. */
  boolean contains(double number) {
    return number >= least && number <= most;
  }

  /** The place of a number of the range, from 0; that of a greater number is no lower. */
  int place(double number) {
    return (int) ((distance(number) - first) >>> shift);
  }

  /** How far a number is above the middle, negative below it: in steps that grow. */
  private long distance(double number) {
    double above = number - middle;
    long steps = Double.doubleToRawLongBits(Math.abs(above) + spread) - nearest;
    long sign = Double.doubleToRawLongBits(above) >> (Long.SIZE - 1);
    return (steps ^ sign) - sign;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(least);
    out.writeDouble(most);
    out.writeDouble(middle);
    out.writeDouble(spread);
  }

  static CellScale readFrom(DataInput in) throws IOException {
    return new CellScale(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }
}
