package io.millrace.models.training.features;

import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FeatureFigures;
import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.Quantiles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.TimeDomain;

/** A transformation for one column, or why it has none: exactly one of the two. */
record ColumnSuggestion(@Nullable FeatureTransform transform, @Nullable String reason) {
  /** With so many different values among all, they are names of rows. */
  private static final double ID_SHARE = 0.9;

  /** Of fewer rows, it is no wonder that all values differ. */
  private static final long ROWS_TO_JUDGE = 100;

  /** Larger vocabularies are hashed: their table would be most of the model. */
  private static final int LARGEST_VOCABULARY = 10_000;

  private static final int MOST_BUCKETS = 1 << 18;

  /** Of many rows, a value that came less often cannot be learnt. */
  private static final long MANY_ROWS = 1000;

  private static final long LEAST_COUNT = 5;

  /** A number whose 99 % quantile is so many times its median has a tail for a logarithm. */
  private static final double LONG_TAIL = 10;

  /** The largest integers that floats of any sort tell apart. */
  private static final double LARGEST_INTEGER = 0x1p53;

  private static final int QUANTILES = 100;

  static ColumnSuggestion of(Feature column, FeatureFigures figures) {
    if (figures.type() == ValueType.STRUCT) {
      return new ColumnSuggestion(null, "a struct");
    }
    Pooling pool = figures.mostValues() > 1 ? Pooling.MEAN : Pooling.NONE;
    FeatureFigures.Numbers numbers = figures.numbers();
    if (numbers != null) {
      return column.hasTimeDomain()
          ? times(column.getTimeDomain())
          : numbers(figures, numbers, pool);
    }
    if (column.hasTimeDomain()) {
      return new ColumnSuggestion(null, "a time as text");
    }
    FrequentStrings strings = figures.strings();
    return strings == null
        ? new ColumnSuggestion(null, "free text or bytes")
        : categories(figures, strings, pool);
  }

  private static ColumnSuggestion times(TimeDomain domain) {
    CyclicTime.@Nullable Unit unit =
        switch (domain.getIntegerFormat()) {
          case UNIX_DAYS -> CyclicTime.Unit.DAYS;
          case UNIX_SECONDS -> CyclicTime.Unit.SECONDS;
          case UNIX_MILLISECONDS -> CyclicTime.Unit.MILLISECONDS;
          case UNIX_MICROSECONDS -> CyclicTime.Unit.MICROSECONDS;
          case UNIX_NANOSECONDS -> CyclicTime.Unit.NANOSECONDS;
          default -> null;
        };
    return unit == null
        ? new ColumnSuggestion(null, "a time in an unknown format")
        : new ColumnSuggestion(
            new CyclicTime(List.of(CyclicTime.Part.values()), "UTC", unit, 2), null);
  }

  private static ColumnSuggestion numbers(
      FeatureFigures figures, FeatureFigures.Numbers numbers, Pooling pool) {
    boolean alwaysThere = figures.isAlwaysOne() && numbers.nans() == 0;
    if (!(numbers.min() < numbers.max())) {
      return alwaysThere || numbers.count() == 0
          ? new ColumnSuggestion(null, "always " + (numbers.count() == 0 ? "NaN" : numbers.min()))
          : new ColumnSuggestion(new MinMax(0, Missing.ALWAYS, pool, ""), null);
    }
    double largest = Math.max(Math.abs(numbers.min()), Math.abs(numbers.max()));
    if (figures.type() == ValueType.INT && largest > LARGEST_INTEGER) {
      return new ColumnSuggestion(null, "an id: integers of up to " + largest);
    }
    Quantiles quantiles = numbers.quantiles(QUANTILES);
    if (figures.type() == ValueType.INT && alwaysThere && isCounter(numbers, quantiles)) {
      return new ColumnSuggestion(null, "an id: a different integer in every row");
    }
    double median = quantiles == null ? 0 : quantiles.value(QUANTILES / 2);
    boolean tail =
        quantiles != null
            && numbers.min() >= 0
            && quantiles.value(QUANTILES - 1) > LONG_TAIL * Math.max(median, 0.1);
    return new ColumnSuggestion(
        tail
            ? new Log(Standardize.TAIL, Missing.WHEN_SEEN, pool, "")
            : new Standardize(Standardize.TAIL, Missing.WHEN_SEEN, pool, ""),
        null);
  }

  /** As many integers as the range has, evenly spread: numbers of rows. */
  private static boolean isCounter(FeatureFigures.Numbers numbers, @Nullable Quantiles quantiles) {
    double range = numbers.max() - numbers.min() + 1;
    if (quantiles == null || numbers.count() < ROWS_TO_JUDGE) {
      return false;
    }
    boolean even = Math.abs(range / numbers.count() - 1) < 0.01;
    for (int i = 0; even && i <= QUANTILES; i++) {
      double expected = numbers.min() + range * i / QUANTILES;
      even = Math.abs(quantiles.value(i) - expected) < 0.05 * range;
    }
    return even;
  }

  private static ColumnSuggestion categories(
      FeatureFigures figures, FrequentStrings strings, Pooling pool) {
    long distinct = strings.distinct();
    if (distinct <= 1 && figures.isAlwaysOne()) {
      return new ColumnSuggestion(null, "always the same value");
    }
    if (figures.values() >= ROWS_TO_JUDGE && distinct > ID_SHARE * figures.values()) {
      return new ColumnSuggestion(
          null, "an id: " + distinct + " different ones among " + figures.values() + " values");
    }
    // The fourth root is TensorFlow's rule of thumb for the size of an embedding.
    int dimensions =
        distinct <= 2 ? 0 : Math.max(2, (int) Math.ceil(Math.pow((double) distinct, 0.25)));
    if (distinct > LARGEST_VOCABULARY) {
      int buckets = (int) Math.min(MOST_BUCKETS, distinct);
      return new ColumnSuggestion(new Hash(buckets, dimensions, pool, ""), null);
    }
    long least = figures.rows() >= MANY_ROWS ? LEAST_COUNT : 1;
    int size = (int) Math.max(1, distinct);
    return new ColumnSuggestion(new Vocabulary(size, 1, least, dimensions, pool, ""), null);
  }
}
