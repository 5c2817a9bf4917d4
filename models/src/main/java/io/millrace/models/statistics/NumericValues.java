package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.Compat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.NumericStatistics;
import org.tensorflow.metadata.v0.WeightedNumericStatistics;

/** The numbers of a feature. NaN is counted and left out of all else; the infinities are not. */
final class NumericValues implements FeatureValues {
  /** Quantiles for each bucket of the quantiles histogram: the standard one is made of them. */
  private static final int STEPS = 100;

  private final Distribution plain;
  private final @Nullable Distribution weighted;
  private long count;
  private long nan;

  NumericValues(Distribution plain, @Nullable Distribution weighted) {
    this.plain = plain;
    this.weighted = weighted;
  }

  @Override
  public void add(Column column, double @Nullable [] weights, ColumnScratch scratch) {
    int size = scratch.fill(column, weights);
    double[] numbers = scratch.numbers();
    double sum = Moments.sum(numbers, size);
    if (Double.isFinite(sum)) {
      plain.addFinite(numbers, size, sum);
    } else {
      numbers = scratch.ownNumbers(size);
      size = leaveOutNan(numbers, weights == null ? null : scratch.weights(), size);
      plain.add(numbers, null, size);
    }
    count += size;
    if (weights != null && weighted != null) {
      weighted.add(numbers, scratch.weights(), size);
    }
  }

  /** How many there are that are not NaN. */
  long count() {
    return count;
  }

  long nans() {
    return nan;
  }

  /** The range of the finite numbers. */
  NumberRange range() {
    return plain.range();
  }

  /** The moments of the finite numbers. */
  Moments moments() {
    return plain.moments();
  }

  @Nullable QuantileSketch sketch() {
    return plain.sketch();
  }

  private int leaveOutNan(double[] numbers, double @Nullable [] weights, int size) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double number = numbers[i];
      if (Double.isNaN(number)) {
        nan++;
        continue;
      }
      numbers[kept] = number;
      if (weights != null) {
        weights[kept] = weights[i];
      }
      kept++;
    }
    return kept;
  }

  @Override
  public void merge(FeatureValues more) {
    NumericValues other = (NumericValues) more;
    plain.merge(other.plain);
    if (weighted != null && other.weighted != null) {
      weighted.merge(other.weighted);
    }
    count += other.count;
    nan += other.nan;
  }

  @Override
  public void addTo(
      FeatureNameStatistics.Builder feature, CommonStatistics common, StatisticsOptions options) {
    NumericStatistics.Builder stats = NumericStatistics.newBuilder().setCommonStats(common);
    if (count > 0) {
      stats
          .setMean(plain.mean())
          .setStdDev(standardDeviation(plain, options))
          .setNumZeros(plain.range().zeros())
          .setMin(plain.min())
          .setMax(plain.max())
          .setMedian(median(plain, options))
          .addAllHistograms(histograms(plain, options));
      if (weighted != null) {
        stats.setWeightedNumericStats(
            WeightedNumericStatistics.newBuilder()
                .setMean(weighted.mean())
                .setStdDev(standardDeviation(weighted, options))
                .setMedian(median(weighted, options))
                .addAllHistograms(histograms(weighted, options)));
      }
    } else if (nan > 0) {
      stats.addHistograms(empty(Histogram.HistogramType.STANDARD));
      stats.addHistograms(empty(Histogram.HistogramType.QUANTILES));
    }
    feature.setNumStats(stats);
  }

  private Histogram.Builder empty(Histogram.HistogramType type) {
    return Histogram.newBuilder().setType(type).setNumNan(nan);
  }

  /** TensorFlow Data Validation takes the greater of 0 and NaN to be 0. */
  private static double standardDeviation(Distribution numbers, StatisticsOptions options) {
    double deviation = numbers.standardDeviation();
    return Double.isNaN(deviation) && options.compat() == Compat.TFDV ? 0 : deviation;
  }

  /** NaN without a sketch to tell it; 0 of numbers that weigh nothing. */
  private static double median(Distribution numbers, StatisticsOptions options) {
    QuantileSketch sketch = numbers.sketch();
    if (sketch == null) {
      return Double.NaN;
    }
    return sketch.isEmpty() ? 0 : sketch.quantiles(steps(options)).median();
  }

  private static int steps(StatisticsOptions options) {
    return STEPS * options.numQuantilesHistogramBuckets();
  }

  private List<Histogram> histograms(Distribution numbers, StatisticsOptions options) {
    QuantileSketch sketch = numbers.sketch();
    if (sketch == null) {
      return List.of();
    }
    if (sketch.isEmpty()) {
      return List.of(
          empty(Histogram.HistogramType.STANDARD).build(),
          empty(Histogram.HistogramType.QUANTILES).build());
    }
    Quantiles quantiles = sketch.quantiles(steps(options));
    Histogram.Builder standard =
        StandardHistogram.of(
            quantiles,
            plain.range().min(),
            plain.range().max(),
            numbers.positiveInfinities(),
            options.numHistogramBuckets());
    Histogram.Builder byQuantiles = QuantilesHistogram.of(quantiles.every(STEPS));
    return List.of(standard.setNumNan(nan).build(), byQuantiles.setNumNan(nan).build());
  }

  @Override
  public long bytes() {
    return bytes(plain) + (weighted == null ? 0 : bytes(weighted));
  }

  private static long bytes(Distribution numbers) {
    QuantileSketch sketch = numbers.sketch();
    return sketch == null ? 0 : sketch.bytes();
  }

  @Override
  public void shrink() {
    shrink(plain);
    if (weighted != null) {
      shrink(weighted);
    }
  }

  private static void shrink(Distribution numbers) {
    QuantileSketch sketch = numbers.sketch();
    if (sketch != null) {
      sketch.shrink();
    }
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    plain.writeTo(out);
    out.writeBoolean(weighted != null);
    if (weighted != null) {
      weighted.writeTo(out);
    }
    out.writeLong(count);
    out.writeLong(nan);
  }

  static NumericValues readFrom(DataInput in) throws IOException {
    Distribution plain = Distribution.readFrom(in);
    Distribution weighted = in.readBoolean() ? Distribution.readFrom(in) : null;
    NumericValues values = new NumericValues(plain, weighted);
    values.count = in.readLong();
    values.nan = in.readLong();
    return values;
  }
}
