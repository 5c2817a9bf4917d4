package io.millrace.models.inference.tensors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input or output of a signature.
 *
 * @param name the name in the signature, and of the column
 * @param tensor the tensor in the graph, such as {@code add:0}
 * @param type the tensor's type
 * @param dimensions sizes by dimension, -1 where any size will do; null when even the rank is open
 */
public record TensorSpec(
    String name, String tensor, TensorType type, @Nullable List<Long> dimensions) {

  public TensorSpec {
    dimensions = dimensions == null ? null : List.copyOf(dimensions);
  }

  /** True for {@code [?, 1]}, false for {@code [?]}. */
  boolean isMatrix() {
    return dimensions != null && dimensions.size() == 2;
  }

  /** The shape as text: {@code [?, 1]}. */
  public String shape() {
    if (dimensions == null) {
      return "[...]";
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dimensions.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(dimensions.get(i) < 0 ? "?" : dimensions.get(i).toString());
    }
    return text.append(']').toString();
  }
}
