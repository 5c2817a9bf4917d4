package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import java.io.DataOutput;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.StructStatistics;

/** Structs, of which nothing is told but how many there are: their fields are features. */
final class StructValues implements FeatureValues {

  @Override
  public void add(Column column, double @Nullable [] weights, ColumnScratch scratch) {}

  @Override
  public void merge(FeatureValues other) {}

  @Override
  public void addTo(
      FeatureNameStatistics.Builder stats, CommonStatistics common, StatisticsOptions options) {
    stats
        .setType(FeatureNameStatistics.Type.STRUCT)
        .setStructStats(StructStatistics.newBuilder().setCommonStats(common));
  }

  @Override
  public void writeTo(DataOutput out) {}
}
