package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How numbers that are not NaN are distributed, with or without weights. */
final class Distribution {
  private final Moments moments;
  private final @Nullable QuantileSketch sketch;
  // Of the numbers that no sketch holds.
  private NumberRange unsketched = new NumberRange();
  private double negativeInfinities;
  private double positiveInfinities;

  /** A distribution with moments only, if there is no sketch. */
  Distribution(@Nullable QuantileSketch sketch) {
    this(new Moments(), sketch);
  }

  private Distribution(Moments moments, @Nullable QuantileSketch sketch) {
    this.moments = moments;
    this.sketch = sketch;
  }

  /** The moments of the finite numbers. */
  Moments moments() {
    return moments;
  }

  @Nullable QuantileSketch sketch() {
    return sketch;
  }

  /** The range of the finite numbers. */
  NumberRange range() {
    return sketch == null ? unsketched : sketch.range();
  }

  double min() {
    return negativeInfinities > 0 ? Double.NEGATIVE_INFINITY : range().min();
  }

  double max() {
    return positiveInfinities > 0 ? Double.POSITIVE_INFINITY : range().max();
  }

  double positiveInfinities() {
    return positiveInfinities;
  }

  /** Adds the first {@code size} numbers, all finite, whose sum is {@code sum}. */
  void addFinite(double[] numbers, int size, double sum) {
    moments.add(numbers, size, sum);
    if (sketch == null) {
      unsketched.add(numbers, size);
    } else {
      sketch.addAll(numbers, size);
    }
  }

  /** Adds the first {@code size} numbers; no weights means 1 each. */
  void add(double[] numbers, double @Nullable [] weights, int size) {
    moments.addFinite(numbers, weights, size);
    for (int i = 0; i < size; i++) {
      if (Double.isInfinite(numbers[i])) {
        double weight = weights == null ? 1 : weights[i];
        if (numbers[i] > 0) {
          positiveInfinities += weight;
        } else {
          negativeInfinities += weight;
        }
      }
    }
    if (sketch == null) {
      unsketched.add(numbers, size);
    } else if (weights == null) {
      sketch.addAll(numbers, size);
    } else {
      sketch.addAll(numbers, weights, size);
    }
  }

  void merge(Distribution other) {
    moments.merge(other.moments);
    if (sketch != null && other.sketch != null) {
      sketch.merge(other.sketch);
    }
    unsketched.merge(other.unsketched);
    negativeInfinities += other.negativeInfinities;
    positiveInfinities += other.positiveInfinities;
  }

  /** As a plain sum has it: an infinity wins, two of opposite signs give NaN. */
  double mean() {
    if (negativeInfinities + positiveInfinities == 0) {
      return moments.mean();
    }
    double low = negativeInfinities > 0 ? Double.NEGATIVE_INFINITY : 0;
    double high = positiveInfinities > 0 ? Double.POSITIVE_INFINITY : 0;
    return low + high;
  }

  /** The population standard deviation; NaN if there is an infinity. */
  double standardDeviation() {
    return negativeInfinities + positiveInfinities > 0 ? Double.NaN : moments.standardDeviation();
  }

  void writeTo(DataOutput out) throws IOException {
    moments.writeTo(out);
    out.writeDouble(negativeInfinities);
    out.writeDouble(positiveInfinities);
    out.writeBoolean(sketch != null);
    if (sketch != null) {
      sketch.writeTo(out);
    } else {
      unsketched.writeTo(out);
    }
  }

  static Distribution readFrom(DataInput in) throws IOException {
    Moments moments = Moments.readFrom(in);
    double negative = in.readDouble();
    double positive = in.readDouble();
    boolean sketched = in.readBoolean();
    Distribution read = new Distribution(moments, sketched ? QuantileSketch.readFrom(in) : null);
    if (!sketched) {
      read.unsketched = NumberRange.readFrom(in);
    }
    read.negativeInfinities = negative;
    read.positiveInfinities = positive;
    return read;
  }
}
