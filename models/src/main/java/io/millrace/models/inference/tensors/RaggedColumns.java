package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;

/** Takes a column of lists apart, as ragged tensors are kept: all values, and where rows begin. */
final class RaggedColumns {
  private RaggedColumns() {}

  /** Where each row's values begin, and where the last one's end. */
  static Column splits(RowValues values, int rows) {
    long[] splits = new long[rows + 1];
    for (int row = 0; row < rows; row++) {
      splits[row + 1] = splits[row] + values.end(row) - values.start(row);
    }
    return new IntColumn(splits, null, Validity.allPresent(rows + 1));
  }

  /** All values of the rows, each as a row of its own. */
  static Column values(RowValues values, int rows) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      count += values.end(row) - values.start(row);
    }
    int[] positions = new int[count];
    int at = 0;
    int last = -1;
    for (int row = 0; row < rows; row++) {
      for (int i = values.start(row); i < values.end(row); i++) {
        positions[at++] = i;
        last = i;
      }
    }
    Column single = single(values.leaf(), last + 1);
    return last + 1 == count ? single : single.select(positions, count);
  }

  /** The row that has the value of this number among all. */
  static int row(RowValues values, int rows, int number) {
    int before = 0;
    for (int row = 0; row < rows; row++) {
      before += values.end(row) - values.start(row);
      if (number < before) {
        return row;
      }
    }
    return -1;
  }

  /** The first values of a column, without the rows that they belong to. */
  private static Column single(Column leaf, int count) {
    Validity all = Validity.allPresent(count);
    if (leaf instanceof IntColumn ints) {
      return new IntColumn(ints.values(), null, all);
    }
    if (leaf instanceof FloatColumn floats) {
      return new FloatColumn(floats.values(), null, all);
    }
    if (leaf instanceof BytesColumn strings) {
      return new BytesColumn(strings.bytes(), strings.starts(), null, all);
    }
    return (StructColumn) leaf;
  }
}
