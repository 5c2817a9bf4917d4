package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Makes tensors from columns, for serving and for training alike.
 *
 * <p>An input named {@value #EVENT_TIME} is fed the rows' event times in milliseconds since the
 * epoch; every other input the column of its name. Floats take FLOAT and INT columns, and a missing
 * value is NaN; integers take INT columns without missing values; strings take STRING columns and,
 * as decimal text, INT columns, and a missing value is empty. Rows have one value or none.
 */
public final class InputTensors {
  /** The input that is fed the event times. */
  public static final String EVENT_TIME = "event_time";

  private InputTensors() {}

  /**
   * The tensor of {@code rows} for {@code input}; the caller closes it.
   *
   * @throws UnfitInputException when the column is missing or of another type, or a value does not
   *     fit
   */
  public static Tensor of(TensorSpec input, ColumnBatch rows) {
    int count = rows.rows();
    Shape shape = input.isMatrix() ? Shape.of(count, 1) : Shape.of(count);
    return switch (input.type()) {
      case FLOAT32 -> {
        double[] values = doubles(input, rows);
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
          floats[i] = (float) values[i];
        }
        TFloat32 tensor = Tensor.of(TFloat32.class, shape);
        tensor.asRawTensor().data().asFloats().write(floats, 0, count);
        yield tensor;
      }
      case FLOAT64 -> {
        double[] values = doubles(input, rows);
        TFloat64 tensor = Tensor.of(TFloat64.class, shape);
        tensor.asRawTensor().data().asDoubles().write(values, 0, count);
        yield tensor;
      }
      case INT32 -> {
        int[] values = ints(input, longs(input, rows), count);
        TInt32 tensor = Tensor.of(TInt32.class, shape);
        tensor.asRawTensor().data().asInts().write(values, 0, count);
        yield tensor;
      }
      case INT64 -> {
        long[] values = longs(input, rows);
        TInt64 tensor = Tensor.of(TInt64.class, shape);
        tensor.asRawTensor().data().asLongs().write(values, 0, count);
        yield tensor;
      }
      case STRING -> PackedStrings.tensor(strings(input, rows), count, shape);
    };
  }

  private static double[] doubles(TensorSpec input, ColumnBatch rows) {
    Column column = column(input, rows);
    int count = rows.rows();
    if (column instanceof FloatColumn floats) {
      if (isPlain(column)) {
        return floats.values();
      }
      double[] values = new double[count];
      for (int row = 0; row < count; row++) {
        int at = position(input, column, row);
        values[row] = at < 0 ? Double.NaN : floats.value(at);
      }
      return values;
    }
    if (column instanceof IntColumn ints) {
      double[] values = new double[count];
      for (int row = 0; row < count; row++) {
        int at = position(input, column, row);
        values[row] = at < 0 ? Double.NaN : ints.value(at);
      }
      return values;
    }
    throw wrongType(input, column, "FLOAT or INT");
  }

  private static long[] longs(TensorSpec input, ColumnBatch rows) {
    if (input.name().equals(EVENT_TIME)) {
      return rows.eventTimes();
    }
    Column column = column(input, rows);
    if (!(column instanceof IntColumn ints)) {
      throw wrongType(input, column, "INT");
    }
    if (isPlain(column)) {
      return ints.values();
    }
    long[] values = new long[rows.rows()];
    for (int row = 0; row < values.length; row++) {
      int at = position(input, column, row);
      if (at < 0) {
        throw new UnfitInputException(
            "column " + input.name() + ": missing (expected: a value, as " + input.type() + ")",
            row);
      }
      values[row] = ints.value(at);
    }
    return values;
  }

  private static int[] ints(TensorSpec input, long[] longs, int count) {
    int[] ints = new int[count];
    for (int row = 0; row < count; row++) {
      ints[row] = (int) longs[row];
      if (ints[row] != longs[row]) {
        throw new UnfitInputException(
            "column " + input.name() + ": " + longs[row] + " (expected: within 32 bits)", row);
      }
    }
    return ints;
  }

  private static BytesColumn strings(TensorSpec input, ColumnBatch rows) {
    Column column = column(input, rows);
    for (int row = 0; !column.isSingle() && row < column.rows(); row++) {
      position(input, column, row);
    }
    if (column instanceof BytesColumn bytes) {
      return bytes;
    }
    if (column instanceof IntColumn ints) {
      return PackedStrings.decimals(ints, rows.rows());
    }
    throw wrongType(input, column, "STRING or INT");
  }

  private static Column column(TensorSpec input, ColumnBatch rows) {
    Column column = rows.column(input.name());
    if (column == null) {
      throw new UnfitInputException(
          "column " + input.name() + ": absent (expected: " + input.type() + " for the model)", -1);
    }
    if (column.isNested()) {
      throw new UnfitInputException(
          "column " + input.name() + ": nested (expected: one value a row, or none)", -1);
    }
    return column;
  }

  private static boolean isPlain(Column column) {
    return column.isSingle() && column.validity().missing() == 0;
  }

  /** Where the row's one value stands, or -1 when it is missing. */
  private static int position(TensorSpec input, Column column, int row) {
    int start = column.valueStart(row);
    int count = column.valueEnd(row) - start;
    if (count > 1) {
      throw new UnfitInputException(
          "column " + input.name() + ": " + count + " values (expected: one)", row);
    }
    return count == 0 ? -1 : start;
  }

  private static UnfitInputException wrongType(TensorSpec input, Column column, String expected) {
    return new UnfitInputException(
        "column "
            + input.name()
            + ": "
            + column.type()
            + " (expected: "
            + expected
            + ", as the model takes "
            + input.type()
            + ")",
        -1);
  }
}
