package io.millrace.models.statistics;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way to cut rows into slices: a slice for each combination of values that the features have
 * together in a row. A row with several values of a feature is in several slices; one that misses a
 * feature is in none.
 *
 * @param featureKeys features of which every value makes a slice
 * @param featureValues features of which only one value makes a slice
 */
public record SliceSpec(List<String> featureKeys, Map<String, String> featureValues)
    implements Serializable {

  public SliceSpec {
    featureKeys = List.copyOf(featureKeys);
    featureValues = Map.copyOf(featureValues);
    if (featureKeys.isEmpty() && featureValues.isEmpty()) {
      throw new IllegalArgumentException("slice: no feature (expected: >= 1)");
    }
    for (String feature : featureKeys) {
      if (featureValues.containsKey(feature)) {
        throw new IllegalArgumentException(
            "slice feature: " + feature + " (expected: by key or by value, not both)");
      }
    }
  }

  /** Slices by every combination of these features' values. */
  public static SliceSpec of(String... featureKeys) {
    return new SliceSpec(List.of(featureKeys), Map.of());
  }

  /** All features, in order. */
  List<String> features() {
    return Stream.concat(featureKeys.stream(), featureValues.keySet().stream()).sorted().toList();
  }
}
