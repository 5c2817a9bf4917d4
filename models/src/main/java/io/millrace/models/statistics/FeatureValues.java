package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/** The innermost values of a feature, as its {@link FeatureKind} looks at them. */
sealed interface FeatureValues permits NumericValues, StringValues, BytesValues, StructValues {

  /** Adds the values of all present rows, which have weights if the feature has. */
  void add(Column column, double @Nullable [] weights, ColumnScratch scratch);

  /** Adds everything in {@code other}, which holds values of the same kind and stays as it is. */
  void merge(FeatureValues other);

  void addTo(
      FeatureNameStatistics.Builder stats, CommonStatistics common, StatisticsOptions options);

  void writeTo(DataOutput out) throws IOException;

  /** The bytes that could be fewer after {@link #shrink}. */
  default long bytes() {
    return 0;
  }

  /** Goes on in less memory, within the same bounds of error. */
  default void shrink() {}
}
