package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.Validity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * Copies result tensors into columns. The copy is a must: a tensor read after its result was closed
 * gives freed memory, without an error.
 *
 * <p>{@code [rows]} and {@code [rows, 1]} become one value a row, {@code [rows, k]} a list of k,
 * and every further dimension a further level of lists.
 */
public final class OutputColumns {

  private OutputColumns() {}

  /**
   * The column of a tensor whose first dimension is the rows.
   *
   * @throws IllegalStateException when the tensor has another first dimension, or another type
   */
  public static Column of(TensorSpec output, Tensor tensor, int rows) {
    Shape shape = tensor.shape();
    if (shape.numDimensions() == 0 || shape.get(0) != rows) {
      throw new IllegalStateException(
          "output "
              + output.name()
              + ": shape "
              + Arrays.toString(shape.asArray())
              + " (expected: ["
              + rows
              + "] or ["
              + rows
              + ", ?], as many as the rows fed)");
    }
    if (tensor.dataType() != output.type().proto()) {
      throw new IllegalStateException(
          "output "
              + output.name()
              + ": "
              + tensor.dataType()
              + " (expected: "
              + output.type().proto()
              + ", as the signature says)");
    }
    Object values = TensorData.read(output.type(), tensor);
    int rank = shape.numDimensions();
    int innermost = rank == 1 ? 1 : Math.toIntExact(shape.get(rank - 1));
    boolean single = rank == 1 || (rank == 2 && innermost == 1);
    int lists = product(shape, Math.max(1, rank - 1));
    Column column = leaf(values, single ? null : offsets(lists, innermost), lists);
    for (int d = rank - 2; d > 0; d--) {
      int outer = product(shape, d);
      int[] offsets = offsets(outer, Math.toIntExact(shape.get(d)));
      column = new ListColumn(offsets, Validity.allPresent(outer), column);
    }
    return column;
  }

  private static int product(Shape shape, int dimensions) {
    int product = 1;
    for (int d = 0; d < dimensions; d++) {
      product *= Math.toIntExact(shape.get(d));
    }
    return product;
  }

  private static int[] offsets(int lists, int size) {
    int[] offsets = new int[lists + 1];
    for (int i = 0; i <= lists; i++) {
      offsets[i] = i * size;
    }
    return offsets;
  }

  private static Column leaf(Object values, int @Nullable [] offsets, int rows) {
    Validity validity = Validity.allPresent(rows);
    if (values instanceof BytesColumn strings) {
      return new BytesColumn(strings.bytes(), strings.starts(), offsets, validity);
    }
    if (values instanceof float[] || values instanceof double[]) {
      return new FloatColumn(doubles(values), offsets, validity);
    }
    return new IntColumn(longs(values), offsets, validity);
  }

  private static double[] doubles(Object values) {
    if (values instanceof double[] doubles) {
      return doubles;
    }
    float[] floats = (float[]) values;
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static long[] longs(Object values) {
    if (values instanceof long[] longs) {
      return longs;
    }
    if (values instanceof boolean[] booleans) {
      long[] longs = new long[booleans.length];
      for (int i = 0; i < booleans.length; i++) {
        longs[i] = booleans[i] ? 1 : 0;
      }
      return longs;
    }
    int[] ints = (int[]) values;
    long[] longs = new long[ints.length];
    for (int i = 0; i < ints.length; i++) {
      longs[i] = ints[i];
    }
    return longs;
  }
}
