package io.millrace.models.validation;

import io.millrace.models.schema.ObservedDataset;
import io.millrace.models.schema.PathText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Every slice of a data set, to be validated against the same schema and compared with the same
 * slice of other data: {@code validate_corresponding_slices}. A feature {@code f} of a slice {@code
 * s} becomes the feature {@code slice(s)::f} of one data set, in the schema as in the statistics.
 *
 * <p>A slice that is only in some of the data is reported: its features are missing, or there is
 * nothing to compare them with. Constraints of the data set as a whole are not checked.
 */
public final class CorrespondingSlices {
  private final Set<String> slices = new LinkedHashSet<>();
  private final Map<String, Path> paths = new LinkedHashMap<>();
  private final DatasetFeatureStatistics data;
  private final ControlStatistics control;

  private CorrespondingSlices(
      DatasetFeatureStatisticsList stats,
      @Nullable DatasetFeatureStatisticsList previousSpan,
      @Nullable DatasetFeatureStatisticsList serving) {
    this.data = flatten(stats);
    this.control =
        new ControlStatistics(
            previousSpan == null ? null : flatten(previousSpan),
            null,
            serving == null ? null : flatten(serving));
  }

  /**
   * The slices that are in any of the data.
   *
   * @param previousSpan the slices of the data before, for drift; null if there are none
   * @param serving the slices of the data that was served, for skew; null if there are none
   * @throws IllegalArgumentException if statistics have several slices, and none of all examples
   */
  public static CorrespondingSlices of(
      DatasetFeatureStatisticsList stats,
      @Nullable DatasetFeatureStatisticsList previousSpan,
      @Nullable DatasetFeatureStatisticsList serving) {
    return new CorrespondingSlices(stats, previousSpan, serving);
  }

  /**
   * What is wrong with each slice.
   *
   * @param schema of one slice
   * @param environment what the data is for; null for anything
   */
  public Anomalies validate(
      Schema schema, @Nullable String environment, ValidationOptions options) {
    StatisticsValidator validator =
        StatisticsValidator.of(inSlices(schema))
            .withOptions(options.withFeaturesNeeded(inSlices(options.featuresNeeded())));
    return (environment == null ? validator : validator.withEnvironment(environment))
        .validate(data, control);
  }

  /** The features of all slices as those of one data set. */
  public DatasetFeatureStatistics data() {
    return data;
  }

  /** The same of the data that it is compared with. */
  public ControlStatistics control() {
    return control;
  }

  /** What a feature of this path is called in each slice. */
  public List<String> inSlices(String path) {
    Path steps = paths.getOrDefault(path, Path.newBuilder().addStep(path).build());
    return slices.stream().map(slice -> PathText.of(inSlice(steps, slice))).toList();
  }

  private Set<Path> inSlices(Set<Path> features) {
    return features.stream()
        .flatMap(path -> slices.stream().map(slice -> inSlice(path, slice)))
        .collect(Collectors.toSet());
  }

  private Schema inSlices(Schema schema) {
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

  private DatasetFeatureStatistics flatten(DatasetFeatureStatisticsList list) {
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

  private FeatureNameStatistics inSlice(FeatureNameStatistics feature, String slice) {
    if (feature.getFieldIdCase() != FeatureNameStatistics.FieldIdCase.PATH) {
      return feature.toBuilder().setName(inSlice(feature.getName(), slice)).build();
    }
    paths.putIfAbsent(PathText.of(feature.getPath()), feature.getPath());
    return feature.toBuilder().setPath(inSlice(feature.getPath(), slice)).build();
  }

  /** The path of a feature in this slice, as anomalies have it. */
  public static Path inSlice(Path path, String slice) {
    List<String> steps = new ArrayList<>(path.getStepList());
    steps.set(0, inSlice(steps.get(0), slice));
    return Path.newBuilder().addAllStep(steps).build();
  }

  private static String inSlice(String name, String slice) {
    return "slice(" + slice + ")::" + name;
  }
}
