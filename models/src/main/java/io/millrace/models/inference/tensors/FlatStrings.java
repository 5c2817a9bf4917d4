package io.millrace.models.inference.tensors;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Validity;
import java.util.Arrays;

/**
 * Strings one behind the other, the same number from every row, as a string tensor holds them.
 * Integers become decimal text, so that a number can be looked up as a category.
 */
final class FlatStrings {
  /** The longest decimal of 64 bits: {@link Long#MIN_VALUE}. */
  private static final int LONGEST = 20;

  private byte[] bytes = new byte[256];
  private final int[] starts;
  private int count;

  private FlatStrings(int strings) {
    this.starts = new int[strings + 1];
  }

  /** The strings of the first {@code rows} rows: {@code width} each, or the filling if none. */
  static BytesColumn of(TensorSpec input, RowValues values, int rows, int width, Filling filling) {
    Column leaf = values.leaf();
    if (width == 1 && leaf instanceof BytesColumn strings && isFedAsItIs(strings, filling)) {
      return strings;
    }
    FlatStrings flat = new FlatStrings(rows * width);
    for (int row = 0; row < rows; row++) {
      int start = values.start(row);
      int given = values.end(row) - start;
      InputTensors.requireWidth(input, given, width, row);
      for (int i = 0; i < width; i++) {
        if (given == 0) {
          flat.append(filling.text, 0, filling.text.length);
        } else if (leaf instanceof BytesColumn strings) {
          int at = start + i;
          flat.append(strings.bytes(), strings.byteStart(at), strings.length(at));
        } else {
          flat.append(((IntColumn) leaf).value(start + i));
        }
      }
    }
    return new BytesColumn(flat.bytes, flat.starts, null, Validity.allPresent(rows * width));
  }

  private static boolean isFedAsItIs(BytesColumn strings, Filling filling) {
    return strings.isSingle() && (filling.text.length == 0 || strings.validity().missing() == 0);
  }

  private void append(byte[] source, int from, int length) {
    int at = reserve(length);
    System.arraycopy(source, from, bytes, at, length);
    starts[++count] = at + length;
  }

  private void append(long value) {
    int start = reserve(LONGEST);
    // Digits of the negated value, as Long.MIN_VALUE has no positive twin; last digit first.
    long rest = value > 0 ? -value : value;
    int digits = 1;
    for (long power = rest / 10; power != 0; power /= 10) {
      digits++;
    }
    if (value < 0) {
      bytes[start++] = '-';
    }
    for (int i = start + digits - 1; i >= start; i--) {
      bytes[i] = (byte) ('0' - rest % 10);
      rest /= 10;
    }
    starts[++count] = start + digits;
  }

  private int reserve(int length) {
    int at = starts[count];
    if (at + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, bytes.length * 2));
    }
    return at;
  }
}
