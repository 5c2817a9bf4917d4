package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import java.io.DataOutput;
import java.io.IOException;

/** The values of a feature, of one type. */
sealed interface FeatureValues permits NumericValues, StringValues {

  /** Adds the values of all present rows; the buffer is there to be written over. */
  void add(Column column, NumberBuffer buffer);

  /** Adds everything in {@code other}, which holds values of the same kind and stays as it is. */
  void merge(FeatureValues other);

  void writeTo(DataOutput out) throws IOException;
}
