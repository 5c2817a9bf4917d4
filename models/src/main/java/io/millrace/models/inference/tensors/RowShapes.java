package io.millrace.models.inference.tensors;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that rows have in a tensor. One tensor holds rows of one shape only; where a signature
 * leaves a size open, rows of different lengths go to the model in different calls, so that each is
 * predicted as it would be alone, without padding.
 */
public final class RowShapes {

  private static final long[] ONE_VALUE = {};

  private RowShapes() {}

  /**
   * Parts the rows into those that can be fed together, in the order of their first rows; null when
   * all can.
   *
   * @throws UnfitInputException when a row has no shape that the input takes
   */
  public static @Nullable List<int[]> parts(List<TensorSpec> inputs, ColumnBatch rows) {
    List<TensorSpec> open = new ArrayList<>();
    List<RowValues> values = new ArrayList<>();
    for (TensorSpec input : inputs) {
      Column column = rows.column(input.name());
      if (input.isOpen() && column != null && !column.isSingle()) {
        open.add(input);
        values.add(RowValues.of(column));
      }
    }
    if (open.isEmpty() || rows.rows() < 2) {
      return null;
    }
    Map<List<Long>, List<Integer>> parts = new LinkedHashMap<>();
    for (int row = 0; row < rows.rows(); row++) {
      List<Long> shapes = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        for (long size : of(open.get(i), values.get(i), row)) {
          shapes.add(size);
        }
      }
      parts.computeIfAbsent(shapes, shape -> new ArrayList<>()).add(row);
    }
    return parts.size() == 1
        ? null
        : parts.values().stream()
            .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
            .toList();
  }

  /** The shape that all rows have, behind the first dimension. */
  static long[] ofAll(TensorSpec input, RowValues values, int rows) {
    List<Long> sizes = input.rowDimensions();
    if (input.dimensions() != null && sizes.isEmpty()) {
      return ONE_VALUE;
    }
    if (!input.isOpen()) {
      return sizes.stream().mapToLong(Long::longValue).toArray();
    }
    if (values.isSingle() && input.dimensions() == null) {
      return new long[0];
    }
    long[] first = of(input, values, 0);
    for (int row = 1; row < rows; row++) {
      long[] shape = of(input, values, row);
      if (!Arrays.equals(first, shape)) {
        throw new UnfitInputException(
            "column "
                + input.name()
                + ": shape "
                + Arrays.toString(shape)
                + " (expected: "
                + Arrays.toString(first)
                + ", as the first row has)",
            row);
      }
    }
    return first;
  }

  /** The shape of one row of an open input: sizes that the signature gives must agree. */
  private static long[] of(TensorSpec input, RowValues values, int row) {
    long[] sizes = values.sizes(input.name(), row);
    if (input.dimensions() == null) {
      return sizes;
    }
    List<Long> wanted = input.rowDimensions();
    if (!values.isNested()) {
      return ofFlat(input, wanted, sizes[0], row);
    }
    boolean fits = wanted.size() == sizes.length;
    for (int d = 0; fits && d < sizes.length; d++) {
      fits = wanted.get(d) < 0 || wanted.get(d) == sizes[d];
    }
    if (!fits) {
      throw unfit(input, Arrays.toString(sizes), row);
    }
    return sizes;
  }

  /** One open size follows from the number of values; of several, nothing does. */
  private static long[] ofFlat(TensorSpec input, List<Long> wanted, long values, int row) {
    long known = 1;
    int open = -1;
    for (int d = 0; d < wanted.size(); d++) {
      if (wanted.get(d) >= 0) {
        known *= wanted.get(d);
      } else if (open >= 0) {
        throw unfit(input, "a flat list", row);
      } else {
        open = d;
      }
    }
    if (known == 0 || values % known != 0) {
      throw unfit(input, values + " values", row);
    }
    long[] shape = wanted.stream().mapToLong(Long::longValue).toArray();
    shape[open] = values / known;
    return shape;
  }

  private static UnfitInputException unfit(TensorSpec input, String found, int row) {
    return new UnfitInputException(
        "column "
            + input.name()
            + ": "
            + found
            + " (expected: a row of shape "
            + input.shape()
            + ")",
        row);
  }
}
