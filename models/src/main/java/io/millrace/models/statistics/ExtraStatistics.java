package io.millrace.models.statistics;

import io.millrace.models.data.ColumnBatch;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/**
 * Accumulates statistics of a data set beyond the basic ones of each feature. Merging any split of
 * the rows gives what all at once gives; not thread-safe; bounded in memory.
 */
public interface ExtraStatistics {

  /** Adds rows with their weights, which are null when the data set has none. */
  void add(ColumnBatch batch, double @Nullable [] weights);

  /** Adds everything in {@code other}, which is of the same kind and stays as it is. */
  void merge(ExtraStatistics other);

  /** Puts the results into the statistics of the data set, which has its features already. */
  void addTo(DatasetFeatureStatistics.Builder dataset);

  /** Writes what {@link ExtraStatisticsKind#read} reads. */
  void writeTo(DataOutput out) throws IOException;
}
