package io.millrace.models.drift;

import io.millrace.models.data.ColumnBatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The features that are watched, each with its bins. A grid is fixed once, on reference data, so
 * that counts of any other data are exact and can be added and compared at will.
 *
 * @param features each name once
 */
public record FeatureGrid(List<GridFeature> features) {

  public FeatureGrid {
    features = List.copyOf(features);
    Set<String> names = new HashSet<>();
    for (GridFeature feature : features) {
      if (!names.add(feature.name())) {
        throw new IllegalArgumentException(
            "feature: " + feature.name() + " (expected: named once)");
      }
    }
  }

  /**
   * The grid of all columns of the reference. Numbers get {@code numericBins} bins that hold equal
   * shares of the reference, fewer where values repeat; strings their {@code maxCategories} most
   * frequent values; integers of at most 20 different values are categories as well.
   */
  public static FeatureGrid build(List<ColumnBatch> reference, int numericBins, int maxCategories) {
    GridBuilder builder = new GridBuilder();
    for (ColumnBatch batch : reference) {
      builder.add(batch);
    }
    return builder.build(numericBins, maxCategories);
  }

  public int size() {
    return features.size();
  }

  public GridFeature feature(int index) {
    return features.get(index);
  }

  public String toJson() {
    return GridJson.write(this);
  }

  /** The grid that {@link #toJson} wrote. */
  public static FeatureGrid fromJson(String json) {
    return GridJson.read(json);
  }
}
