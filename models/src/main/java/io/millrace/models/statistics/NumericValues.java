package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;

/** The numbers of a feature. NaN is counted and left out of all else; the infinities are not. */
final class NumericValues implements FeatureValues {
  private final QuantileSketch sketch;
  private final Moments moments;
  private long nan;
  private long zeros;
  private long negativeInfinities;
  private long positiveInfinities;
  private double finiteMin = Double.POSITIVE_INFINITY;
  private double finiteMax = Double.NEGATIVE_INFINITY;

  NumericValues(double epsilon) {
    this(new QuantileSketch(epsilon), new Moments());
  }

  private NumericValues(QuantileSketch sketch, Moments moments) {
    this.sketch = sketch;
    this.moments = moments;
  }

  @Override
  public void add(Column column, NumberBuffer buffer) {
    int size = buffer.fill(column);
    double[] numbers = buffer.numbers();
    for (int i = 0; i < size; i++) {
      add(numbers[i]);
    }
    moments.add(numbers, size);
  }

  private void add(double number) {
    if (Double.isNaN(number)) {
      nan++;
      return;
    }
    sketch.add(number);
    if (number == Double.POSITIVE_INFINITY) {
      positiveInfinities++;
    } else if (number == Double.NEGATIVE_INFINITY) {
      negativeInfinities++;
    } else {
      finiteMin = Math.min(finiteMin, number);
      finiteMax = Math.max(finiteMax, number);
      if (number == 0) {
        zeros++;
      }
    }
  }

  @Override
  public void merge(FeatureValues more) {
    NumericValues other = (NumericValues) more;
    sketch.merge(other.sketch);
    moments.merge(other.moments);
    nan += other.nan;
    zeros += other.zeros;
    negativeInfinities += other.negativeInfinities;
    positiveInfinities += other.positiveInfinities;
    finiteMin = Math.min(finiteMin, other.finiteMin);
    finiteMax = Math.max(finiteMax, other.finiteMax);
  }

  NumericStatistics.Builder toProto(StatisticsOptions options) {
    NumericStatistics.Builder stats = NumericStatistics.newBuilder();
    if (sketch.isEmpty()) {
      if (nan > 0) {
        stats.addHistograms(
            Histogram.newBuilder().setType(Histogram.HistogramType.STANDARD).setNumNan(nan));
        stats.addHistograms(
            Histogram.newBuilder().setType(Histogram.HistogramType.QUANTILES).setNumNan(nan));
      }
      return stats;
    }
    // As fine as the standard histogram needs them, and a multiple of the other's buckets.
    int steps = 100 * options.numQuantilesHistogramBuckets();
    Quantiles quantiles = sketch.quantiles(steps);
    return stats
        .setMean(mean())
        .setStdDev(infinities() > 0 ? Double.NaN : moments.standardDeviation())
        .setNumZeros(zeros)
        .setMin(negativeInfinities > 0 || moments.count() == 0 ? quantiles.value(0) : finiteMin)
        .setMax(positiveInfinities > 0 || moments.count() == 0 ? quantiles.value(steps) : finiteMax)
        .setMedian(quantiles.median())
        .addHistograms(standard(steps, options.numHistogramBuckets()).setNumNan(nan))
        .addHistograms(QuantilesHistogram.of(quantiles.every(100)).setNumNan(nan));
  }

  private long infinities() {
    return negativeInfinities + positiveInfinities;
  }

  /** As a plain sum has it: an infinity wins, two of opposite signs give NaN. */
  private double mean() {
    if (infinities() == 0) {
      return moments.mean();
    }
    double low = negativeInfinities > 0 ? Double.NEGATIVE_INFINITY : 0;
    double high = positiveInfinities > 0 ? Double.POSITIVE_INFINITY : 0;
    return low + high;
  }

  private Histogram.Builder standard(int steps, int buckets) {
    Histogram.Builder histogram = Histogram.newBuilder().setType(Histogram.HistogramType.STANDARD);
    if (negativeInfinities > 0) {
      double low = Double.NEGATIVE_INFINITY;
      StandardHistogram.add(histogram, low, low, negativeInfinities);
    }
    if (moments.count() > 0) {
      double from = negativeInfinities;
      double to = from + moments.count();
      Quantiles finite =
          sketch
              .quantiles(steps, from, to)
              .within(finiteMin, finiteMax, negativeInfinities, moments.count());
      histogram.addAllBuckets(
          StandardHistogram.of(finite, finiteMin, finiteMax, buckets).getBucketsList());
    }
    if (positiveInfinities > 0) {
      double high = Double.POSITIVE_INFINITY;
      StandardHistogram.add(histogram, high, high, positiveInfinities);
    }
    return histogram;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    sketch.writeTo(out);
    moments.writeTo(out);
    out.writeLong(nan);
    out.writeLong(zeros);
    out.writeLong(negativeInfinities);
    out.writeLong(positiveInfinities);
    out.writeDouble(finiteMin);
    out.writeDouble(finiteMax);
  }

  static NumericValues readFrom(DataInput in) throws IOException {
    NumericValues values = new NumericValues(QuantileSketch.readFrom(in), Moments.readFrom(in));
    values.nan = in.readLong();
    values.zeros = in.readLong();
    values.negativeInfinities = in.readLong();
    values.positiveInfinities = in.readLong();
    values.finiteMin = in.readDouble();
    values.finiteMax = in.readDouble();
    return values;
  }
}
