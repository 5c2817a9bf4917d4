package io.millrace.models.inference.tensors;

import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;

/**
 * Numbers one behind the other, the same count from every row, as a tensor holds them. A column's
 * own array is given where it is in that form already, so the result may be longer than needed and
 * must not be written to.
 */
final class NumberValues {

  private NumberValues() {}

  static double[] doubles(
      TensorSpec input, RowValues values, int rows, int width, Filling filling) {
    InputTensors.requireType(input, values.leaf(), "FLOAT or INT");
    double[] numbers;
    if (values.leaf() instanceof FloatColumn floats && values.isDense(rows, width)) {
      numbers = floats.values();
    } else {
      numbers = new double[rows * width];
      for (int row = 0; row < rows; row++) {
        int start = values.start(row);
        int given = values.end(row) - start;
        InputTensors.requireWidth(input, given, width, row);
        int to = row * width;
        for (int i = 0; i < width; i++) {
          numbers[to + i] = given == 0 ? filling.number : number(values, start + i);
        }
      }
    }
    if (filling.nanRefused) {
      requireNumbers(input, numbers, rows * width, width);
    }
    return numbers;
  }

  private static double number(RowValues values, int position) {
    return values.leaf() instanceof FloatColumn floats
        ? floats.value(position)
        : ((IntColumn) values.leaf()).value(position);
  }

  private static void requireNumbers(TensorSpec input, double[] numbers, int count, int width) {
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(numbers[i])) {
        throw new UnfitInputException(
            "column "
                + input.name()
                + ": missing or NaN (expected: a number, as the model's graph does not look for"
                + " NaN)",
            i / width);
      }
    }
  }

  static float[] floats(TensorSpec input, RowValues values, int rows, int width, Filling filling) {
    double[] numbers = doubles(input, values, rows, width, filling);
    float[] floats = new float[rows * width];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  static long[] longs(TensorSpec input, RowValues values, int rows, int width, Filling filling) {
    InputTensors.requireType(input, values.leaf(), "INT");
    IntColumn ints = (IntColumn) values.leaf();
    if (values.isDense(rows, width)) {
      return ints.values();
    }
    long[] numbers = new long[rows * width];
    for (int row = 0; row < rows; row++) {
      int start = values.start(row);
      int given = values.end(row) - start;
      InputTensors.requireWidth(input, given, width, row);
      if (given == 0 && width > 0 && !filling.given) {
        throw new UnfitInputException(
            "column " + input.name() + ": missing (expected: a value, as " + input.type() + ")",
            row);
      }
      for (int i = 0; i < width; i++) {
        numbers[row * width + i] = given == 0 ? filling.integer : ints.value(start + i);
      }
    }
    return numbers;
  }

  static int[] ints(
      TensorSpec input,
      RowValues values,
      int rows,
      int width,
      Filling filling,
      int least,
      int most) {
    long[] longs = longs(input, values, rows, width, filling);
    int[] ints = new int[rows * width];
    for (int i = 0; i < ints.length; i++) {
      if (longs[i] < least || longs[i] > most) {
        throw new UnfitInputException(
            "column " + input.name() + ": " + longs[i] + " (expected: " + least + ".." + most + ")",
            i / width);
      }
      ints[i] = (int) longs[i];
    }
    return ints;
  }

  static boolean[] booleans(
      TensorSpec input, RowValues values, int rows, int width, Filling filling) {
    int[] ints = ints(input, values, rows, width, filling, 0, 1);
    boolean[] booleans = new boolean[ints.length];
    for (int i = 0; i < ints.length; i++) {
      booleans[i] = ints[i] == 1;
    }
    return booleans;
  }
}
