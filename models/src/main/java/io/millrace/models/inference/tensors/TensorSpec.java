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

  /** True for {@code []}: one value for all rows. */
  public boolean isScalar() {
    return dimensions != null && dimensions.isEmpty();
  }

  /** True when the shape of a row shows in the data only: {@code [?, ?]}, or an open rank. */
  public boolean isOpen() {
    return dimensions == null || rowDimensions().contains(-1L);
  }

  /** What follows the first dimension; nothing when the rank is open. */
  List<Long> rowDimensions() {
    return dimensions == null || dimensions.isEmpty()
        ? List.of()
        : dimensions.subList(1, dimensions.size());
  }

  /** A shape of so many rows that fits: 1 wherever the size is open. */
  public long[] shapeOf(int rows) {
    long[] shape = new long[1 + rowDimensions().size()];
    shape[0] = rows;
    for (int d = 1; d < shape.length; d++) {
      shape[d] = Math.max(1, rowDimensions().get(d - 1));
    }
    return shape;
  }

  /** The shape as text: {@code [?, 1]}. */
  public String shape() {
    return shape(dimensions);
  }

  /** Dimensions as text; null is {@code [...]}. */
  public static String shape(@Nullable List<Long> dimensions) {
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
