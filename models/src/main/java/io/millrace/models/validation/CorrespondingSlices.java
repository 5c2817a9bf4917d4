package io.millrace.models.validation;

import io.millrace.models.schema.ObservedDataset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Validates every slice of a data set against the same schema, and compares it with the same slice
 * of other data: {@code validate_corresponding_slices}. A feature {@code f} of a slice {@code s}
 * becomes the feature {@code slice(s)::f} of one data set, in the schema as in the statistics.
 *
 * <p>A slice that is only in some of the data is reported: its features are missing, or there is
 * nothing to compare them with. Constraints of the data set as a whole are not checked.
 */
public final class CorrespondingSlices {
  private CorrespondingSlices() {}

  /**
   * What is wrong with each slice.
   *
   * @param schema of one slice
   * @param environment what the data is for; null for anything
   * @param previousSpan the slices of the data before, for drift; null if there are none
   * @param serving the slices of the data that was served, for skew; null if there are none
   * @throws IllegalArgumentException if statistics have several slices, and none of all examples
   */
  public static Anomalies validate(
      DatasetFeatureStatisticsList stats,
      Schema schema,
      @Nullable String environment,
      @Nullable DatasetFeatureStatisticsList previousSpan,
      @Nullable DatasetFeatureStatisticsList serving,
      ValidationOptions options) {
    Set<String> slices = new LinkedHashSet<>();
    DatasetFeatureStatistics data = flatten(stats, slices);
    ControlStatistics control = ControlStatistics.none();
    if (previousSpan != null) {
      control = control.withPreviousSpan(flatten(previousSpan, slices));
    }
    if (serving != null) {
      control = control.withServing(flatten(serving, slices));
    }
    StatisticsValidator validator =
        StatisticsValidator.of(replicate(schema, slices)).withOptions(options);
    return (environment == null ? validator : validator.withEnvironment(environment))
        .validate(data, control);
  }

  private static DatasetFeatureStatistics flatten(
      DatasetFeatureStatisticsList list, Set<String> slices) {
    DatasetFeatureStatistics.Builder flat =
        ObservedDataset.whole(list).toBuilder().clearFeatures().clearCrossFeatures();
    for (DatasetFeatureStatistics slice : list.getDatasetsList()) {
      slices.add(slice.getName());
      for (FeatureNameStatistics feature : slice.getFeaturesList()) {
        flat.addFeatures(inSlice(feature, slice.getName()));
      }
    }
    return flat.build();
  }

  private static FeatureNameStatistics inSlice(FeatureNameStatistics feature, String slice) {
    if (feature.getFieldIdCase() != FeatureNameStatistics.FieldIdCase.PATH) {
      return feature.toBuilder().setName(inSlice(feature.getName(), slice)).build();
    }
    List<String> steps = new ArrayList<>(feature.getPath().getStepList());
    steps.set(0, inSlice(steps.get(0), slice));
    return feature.toBuilder().setPath(Path.newBuilder().addAllStep(steps)).build();
  }

  private static Schema replicate(Schema schema, Set<String> slices) {
    Schema.Builder all =
        schema.toBuilder()
            .clearFeature()
            .clearSparseFeature()
            .clearWeightedFeature()
            .clearDatasetConstraints();
    for (String slice : slices) {
      schema
          .getFeatureList()
          .forEach(f -> all.addFeature(f.toBuilder().setName(inSlice(f.getName(), slice))));
      schema
          .getSparseFeatureList()
          .forEach(f -> all.addSparseFeature(f.toBuilder().setName(inSlice(f.getName(), slice))));
      schema
          .getWeightedFeatureList()
          .forEach(f -> all.addWeightedFeature(f.toBuilder().setName(inSlice(f.getName(), slice))));
    }
    return all.build();
  }

  private static String inSlice(String name, String slice) {
    return "slice(" + slice + ")::" + name;
  }
}
