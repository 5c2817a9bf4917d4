package io.millrace.pipelines.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An input of the model and what its graph makes of it.
 *
 * @param name a column of the records, or {@link #EVENT_TIME}
 * @param buckets the size of a category's vocabulary; 0 for other transforms
 * @param dimensions of the embedding of a category; 0 is one weight for each value, and 0 for other
 *     transforms
 */
public record FeatureSettings(String name, Transform transform, int buckets, int dimensions) {
  /** The name of the feature that is the records' event time. */
  public static final String EVENT_TIME = "event_time";

  private static final Kind<Transform> TRANSFORM = Kind.choice(Transform.class);
  private static final Kind<String> EVENT_TIME_ONLY =
      Kind.TEXT.where(EVENT_TIME::equals, EVENT_TIME + ", which alone is cyclic_time");
  private static final int DEFAULT_DIMENSIONS = 8;

  /** What the model's graph makes of a column. */
  public enum Transform {
    /** A number, standardised. */
    NUMERIC,
    /** The logarithm of a number, standardised. */
    LOG,
    /** A vocabulary of the most frequent values, as many as buckets, with an embedding each. */
    CATEGORY,
    /** Time of day and of week as points on circles. */
    CYCLIC_TIME
  }

  static List<FeatureSettings> readAll(Section root, DeclaredColumns columns) {
    List<Section> items = root.sections("features");
    if (items == null || items.isEmpty()) {
      root.missing("features", "at least one {name, transform}");
      return List.of();
    }
    List<FeatureSettings> features = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section item : items) {
      FeatureSettings feature = read(item, columns);
      if (!feature.name().isEmpty() && !seen.add(feature.name())) {
        item.problem("name", feature.name(), "a name that no feature before it has");
      }
      features.add(feature);
    }
    return List.copyOf(features);
  }

  private static FeatureSettings read(Section item, DeclaredColumns columns) {
    item.describe("name", "a column of records, or event_time", "required");
    Transform transform = item.requiredOrNull("transform", TRANSFORM);
    if (transform == null) {
      item.ignore("buckets", "dimensions");
      return new FeatureSettings(item.required("name", Kind.TEXT), Transform.NUMERIC, 0, 0);
    }
    Kind<String> named =
        switch (transform) {
          case NUMERIC, LOG -> columns.of(ColumnType.INT, ColumnType.FLOAT);
          case CATEGORY -> columns.of(ColumnType.INT, ColumnType.STRING);
          case CYCLIC_TIME -> EVENT_TIME_ONLY;
        };
    String name = item.required("name", named);
    if (transform == Transform.CATEGORY) {
      return new FeatureSettings(
          name,
          transform,
          item.required("buckets", Kind.POSITIVE_INT),
          item.optional("dimensions", Kind.INT_FROM_ZERO, DEFAULT_DIMENSIONS));
    }
    item.refuse("buckets", "only with transform: category");
    item.refuse("dimensions", "only with transform: category");
    return new FeatureSettings(name, transform, 0, 0);
  }
}
