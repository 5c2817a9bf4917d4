package io.millrace.models.statistics;

import java.io.Serializable;
import java.util.List;

/**
 * How rows are cut into slices, beside the slice of all rows: TensorFlow Data Validation's {@code
 * SlicingConfig}. A slice's key is {@code feature_value}, or {@code feature_value_feature2_value2}
 * with the features in order. A slice has a row once, also where several specifications give it the
 * same key; TensorFlow Data Validation counts it for each.
 *
 * <p>Every slice has accumulators of its own for all features, so slice by features of few values.
 */
public record Slicing(List<SliceSpec> specs) implements Serializable {

  public Slicing {
    specs = List.copyOf(specs);
  }

  public static Slicing none() {
    return new Slicing(List.of());
  }

  /** Slices by every value of each of these features by itself. */
  public static Slicing by(String... features) {
    return new Slicing(List.of(features).stream().map(SliceSpec::of).toList());
  }

  public boolean isEmpty() {
    return specs.isEmpty();
  }
}
