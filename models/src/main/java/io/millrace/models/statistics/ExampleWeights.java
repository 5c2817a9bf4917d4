package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the rows of a batch, or of the structs in them. A row that misses its weight, or
 * has one that is no number or below 0, weighs nothing.
 */
final class ExampleWeights {
  private final StatisticsOptions options;
  private final Map<String, double[]> weights;

  private ExampleWeights(StatisticsOptions options, Map<String, double[]> weights) {
    this.options = options;
    this.weights = weights;
  }

  static ExampleWeights of(ColumnBatch batch, StatisticsOptions options) {
    Set<String> features = new HashSet<>(options.perFeatureWeightOverride().values());
    String all = options.weightFeature();
    if (all != null) {
      features.add(all);
    }
    Map<String, double[]> weights = new HashMap<>();
    for (String feature : features) {
      weights.put(feature, read(batch.column(feature), batch.rows()));
    }
    return new ExampleWeights(options, weights);
  }

  private static double[] read(@Nullable Column column, int rows) {
    double[] weights = new double[rows];
    for (int row = 0; column != null && row < rows; row++) {
      if (column.valueStart(row) < column.valueEnd(row)) {
        int at = column.valueStart(row);
        double weight =
            column instanceof FloatColumn floats
                ? floats.value(at)
                : column instanceof IntColumn ints ? ints.value(at) : 0;
        weights[row] = weight > 0 && weight < Double.POSITIVE_INFINITY ? weight : 0;
      }
    }
    return weights;
  }

  /** Whether a feature has weighted statistics. */
  static boolean has(StatisticsOptions options, FeaturePath path) {
    return name(options, path) != null;
  }

  private static @Nullable String name(StatisticsOptions options, FeaturePath path) {
    String name = options.perFeatureWeightOverride().get(path);
    return name == null ? options.weightFeature() : name;
  }

  /** The weight of each row for this feature, or null if it has none. */
  double @Nullable [] of(FeaturePath path) {
    String name = name(options, path);
    return name == null ? null : weights.get(name);
  }

  /** The weight of each row for the data set, or null if it has none. */
  double @Nullable [] ofRows() {
    String name = options.weightFeature();
    return name == null ? null : weights.get(name);
  }

  /** The weights of the values of a column: each has that of its row. */
  ExampleWeights ofValues(Column column) {
    if (weights.isEmpty()) {
      return this;
    }
    Map<String, double[]> spread = new HashMap<>();
    weights.forEach((name, rows) -> spread.put(name, ofValues(column, rows)));
    return new ExampleWeights(options, spread);
  }

  /** The weights of the values of a list or struct column, by their position. */
  static double[] ofValues(Column column, double[] rows) {
    int last = column.rows();
    double[] values = new double[last == 0 ? 0 : column.valueEnd(last - 1)];
    for (int row = 0; row < last; row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        values[i] = rows[row];
      }
    }
    return values;
  }
}
