package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * Makes tensors from columns, for serving and for training alike.
 *
 * <p>An input named {@value #EVENT_TIME} is fed the rows' event times in milliseconds since the
 * epoch; every other input the column of its name. Floats take FLOAT and INT columns, integers INT
 * columns, BOOL an INT column of 0 and 1, strings STRING columns and, as decimal text, INT columns.
 * What a missing value becomes, the {@link Filling} says.
 *
 * <p>{@code [?]} and {@code [?, 1]} take one value a row; {@code [?, k]} and {@code [?, a, b]} a
 * list of as many values as that makes, flat or nested; {@code [?, ?]} lists of any length, but of
 * one in a batch ({@link RowShapes} parts those that are not). {@code x/values} with {@code
 * x/row_splits} takes lists of any length ({@link InputNames}). A scalar input takes no column but
 * the value of its filling.
 */
public final class InputTensors {
  /** The input that is fed the event times. */
  public static final String EVENT_TIME = "event_time";

  private InputTensors() {}

  /** The tensor of {@code rows} for {@code input}, missing values unfilled. */
  public static Tensor of(TensorSpec input, ColumnBatch rows) {
    return of(input, rows, Filling.NONE);
  }

  /**
   * The tensor of {@code rows} for {@code input}; the caller closes it.
   *
   * @throws UnfitInputException when the column is missing or of another type, or a value does not
   *     fit
   */
  public static Tensor of(TensorSpec input, ColumnBatch rows, Filling filling) {
    if (input.isScalar()) {
      return scalar(input, filling);
    }
    if (isEventTime(input)) {
      IntColumn times = new IntColumn(rows.eventTimes(), null, Validity.allPresent(rows.rows()));
      return of(input, RowValues.of(times), rows.rows(), filling);
    }
    String name = InputNames.column(input.name(), column -> rows.column(column) != null);
    RowValues values = RowValues.of(column(name, input, rows));
    if (name.equals(input.name())) {
      return of(input, values, rows.rows(), filling);
    }
    if (InputNames.isRowSplits(input.name(), name)) {
      Column splits = RaggedColumns.splits(values, rows.rows());
      return of(input, RowValues.of(splits), rows.rows() + 1, filling);
    }
    return InputNames.isValues(input.name(), name)
        ? ofLists(input, values, rows.rows(), filling)
        : of(input, values, rows.rows(), filling);
  }

  /** The tensor of all values of lists. */
  private static Tensor ofLists(TensorSpec input, RowValues values, int rows, Filling filling) {
    Column all = RaggedColumns.values(values, rows);
    try {
      return of(input, RowValues.of(all), all.rows(), filling);
    } catch (UnfitInputException e) {
      // There, every value was a row.
      throw e.row() < 0
          ? e
          : new UnfitInputException(
              String.valueOf(e.getMessage()), RaggedColumns.row(values, rows, e.row()));
    }
  }

  /** Whether an input is fed the event times, whatever columns there are. */
  public static boolean isEventTime(TensorSpec input) {
    return input.name().equals(EVENT_TIME) && input.type() == TensorType.INT64;
  }

  private static Tensor of(TensorSpec input, RowValues values, int count, Filling filling) {
    long[] row = RowShapes.ofAll(input, values, count);
    long width = 1;
    for (long size : row) {
      width *= size;
    }
    Shape shape = Shape.of(count);
    for (long size : row) {
      shape = shape.append(size);
    }
    return of(input, values, count, shape, Math.toIntExact(width), filling);
  }

  /** The tensor of an input without dimensions: the value of its filling. */
  public static Tensor scalar(TensorSpec input, Filling filling) {
    if (!filling.isGiven()) {
      throw new UnfitInputException(
          "input " + input.name() + ": shape [] (expected: a value for it among the options)", -1);
    }
    // A missing value in a column of the right type, for the filling to take its place.
    Validity missing = Validity.of(1, new long[1]);
    Column column =
        switch (input.type().column()) {
          case FLOAT -> new FloatColumn(new double[1], null, missing);
          case INT -> new IntColumn(new long[1], null, missing);
          case STRING, STRUCT -> new BytesColumn(new byte[0], new int[2], null, missing);
        };
    return of(input, RowValues.of(column), 1, Shape.scalar(), 1, filling);
  }

  private static Tensor of(
      TensorSpec input, RowValues values, int rows, Shape shape, int width, Filling filling) {
    TensorType type = input.type();
    Object array =
        switch (type) {
          case FLOAT32, FLOAT16, BFLOAT16 ->
              NumberValues.floats(input, values, rows, width, filling);
          case FLOAT64 -> NumberValues.doubles(input, values, rows, width, filling);
          case INT32 ->
              NumberValues.ints(
                  input, values, rows, width, filling, Integer.MIN_VALUE, Integer.MAX_VALUE);
          case UINT8 -> NumberValues.ints(input, values, rows, width, filling, 0, 0xff);
          case UINT16 -> NumberValues.ints(input, values, rows, width, filling, 0, 0xffff);
          case INT64 -> NumberValues.longs(input, values, rows, width, filling);
          case BOOL -> NumberValues.booleans(input, values, rows, width, filling);
          case STRING -> {
            requireType(input, values.leaf(), "STRING or INT");
            yield FlatStrings.of(input, values, rows, width, filling);
          }
        };
    return TensorData.write(type, shape, array);
  }

  private static Column column(String name, TensorSpec input, ColumnBatch rows) {
    Column column = rows.column(name);
    if (column == null) {
      throw new UnfitInputException(
          "column " + name + ": absent (expected: " + input.type() + " for the model)", -1);
    }
    return column;
  }

  static void requireType(TensorSpec input, Column leaf, String expected) {
    boolean fits = !(leaf instanceof StructColumn) && input.type().takes(leaf.type());
    if (!fits) {
      throw new UnfitInputException(
          "column "
              + input.name()
              + ": "
              + leaf.type()
              + " (expected: "
              + expected
              + ", as the model takes "
              + input.type()
              + ")",
          -1);
    }
  }

  static void requireWidth(TensorSpec input, int given, int width, int row) {
    if (given != width && given != 0) {
      throw new UnfitInputException(
          "column "
              + input.name()
              + ": "
              + given
              + " values (expected: "
              + (width == 1 ? "one" : width)
              + ")",
          row);
    }
  }
}
