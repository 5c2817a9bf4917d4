package io.millrace.models.statistics;

import io.millrace.models.data.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one feature as they were counted, for those who fit something to them: not cut to
 * what a proto tells, nor rounded. A look at the accumulators, which go on under it.
 *
 * <p>All values of all rows count, those of lists one by one. A feature has either numbers or, if
 * it is of strings or a schema calls its numbers categories, strings.
 */
public final class FeatureFigures {
  private final FeatureStatistics feature;
  private final long rows;

  FeatureFigures(FeatureStatistics feature, long rows) {
    this.feature = feature;
    this.rows = rows;
  }

  public ValueType type() {
    return feature.type();
  }

  /** All rows, with the feature or without. */
  public long rows() {
    return rows;
  }

  /** Rows without the feature, or with a null for it; an empty list is not missing. */
  public long missingRows() {
    return rows - feature.presentRows();
  }

  /** All values, NaN included. */
  public long values() {
    return feature.valueCount().count();
  }

  /** The most values that a row has. */
  public long mostValues() {
    return feature.mostValues();
  }

  /** The fewest values of a row that has the feature: 0 when there are empty lists. */
  public long fewestValues() {
    return feature.fewestValues();
  }

  /** True when every row has exactly one value. */
  public boolean isAlwaysOne() {
    return missingRows() == 0 && fewestValues() == 1 && mostValues() == 1;
  }

  /** The numbers; null of a feature that has strings. */
  public @Nullable Numbers numbers() {
    return feature.values() instanceof NumericValues values ? new Numbers(values) : null;
  }

  /** The counts of strings; null of a feature that has none, or whose strings are free text. */
  public @Nullable FrequentStrings strings() {
    return feature.values() instanceof StringValues values ? values.counts() : null;
  }

  /** The figures of numbers. NaN is counted apart; the moments are those of finite numbers. */
  public static final class Numbers {
    private final NumericValues values;

    private Numbers(NumericValues values) {
      this.values = values;
    }

    /** How many there are that are not NaN. */
    public long count() {
      return values.count();
    }

    public long nans() {
      return values.nans();
    }

    /** The mean of the finite numbers; 0 of none. */
    public double mean() {
      return values.moments().mean();
    }

    /** Their population standard deviation; 0 of none. */
    public double deviation() {
      return values.moments().standardDeviation();
    }

    /** The least finite number; infinite if there is none. */
    public double min() {
      return values.range().min();
    }

    /** The greatest finite number; negatively infinite if there is none. */
    public double max() {
      return values.range().max();
    }

    /**
     * The numbers at n + 1 evenly spaced ranks, infinities included, off by at most the statistics'
     * epsilon; null of none, or when histograms are not kept for the feature.
     */
    public @Nullable Quantiles quantiles(int n) {
      QuantileSketch sketch = values.sketch();
      return sketch == null || sketch.isEmpty() ? null : sketch.quantiles(n);
    }
  }
}
