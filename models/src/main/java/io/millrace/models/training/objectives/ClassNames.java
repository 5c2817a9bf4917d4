package io.millrace.models.training.objectives;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the number of a label's class by its name. */
final class ClassNames {
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<Double, Integer> byNumber = new HashMap<>();

  ClassNames(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), i);
      if (names.get(i).matches("-?[0-9]{1,15}")) {
        byNumber.put((double) Long.parseLong(names.get(i)), i);
      }
    }
  }

  RowLabels of(Column column) {
    if (column instanceof BytesColumn texts) {
      return row -> {
        int position = texts.valueStart(row);
        return texts.valueEnd(row) - position == 1 ? number(text(texts, position)) : Double.NaN;
      };
    }
    if (column instanceof FloatColumn floats) {
      return row -> {
        int position = floats.valueStart(row);
        return floats.valueEnd(row) - position == 1 ? number(floats.value(position)) : Double.NaN;
      };
    }
    IntColumn ints = (IntColumn) column;
    return row -> {
      int position = ints.valueStart(row);
      return ints.valueEnd(row) - position == 1
          ? number((double) ints.value(position))
          : Double.NaN;
    };
  }

  private static String text(BytesColumn texts, int position) {
    return new String(
        texts.bytes(), texts.byteStart(position), texts.length(position), StandardCharsets.UTF_8);
  }

  private double number(String name) {
    Integer found = byName.get(name);
    return found == null ? Double.NaN : found;
  }

  private double number(double label) {
    // Adding 0 makes -0 the 0 that was put in.
    Integer found = byNumber.get(label + 0.0);
    return found == null ? Double.NaN : found;
  }
}
