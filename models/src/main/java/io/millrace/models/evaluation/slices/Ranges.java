package io.millrace.models.evaluation.slices;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ranges that a number may be in, as text. */
final class Ranges {
  private final double[] edges;
  private final String[] names;

  Ranges(List<Double> edges) {
    this.edges = edges.stream().mapToDouble(Double::doubleValue).toArray();
    this.names = new String[edges.size() + 1];
    for (int i = 0; i < names.length; i++) {
      String from = i == 0 ? "(-inf" : "[" + text(this.edges[i - 1]);
      names[i] = from + "," + (i == edges.size() ? "inf" : text(this.edges[i])) + ")";
    }
  }

  private static String text(double edge) {
    return BigDecimal.valueOf(edge).stripTrailingZeros().toPlainString();
  }

  /** The range of each row; none of a row without exactly one number. */
  BytesColumn of(Column column) {
    @Nullable String[] ranges = new String[column.rows()];
    for (int row = 0; row < ranges.length; row++) {
      int at = column.valueStart(row);
      if (column.valueEnd(row) != at + 1) {
        continue;
      }
      double value = Double.NaN;
      if (column instanceof FloatColumn floats) {
        value = floats.value(at);
      } else if (column instanceof IntColumn ints) {
        value = ints.value(at);
      }
      if (!Double.isNaN(value)) {
        ranges[row] = names[place(value)];
      }
    }
    return BytesColumn.of(ranges);
  }

  private int place(double value) {
    int place = 0;
    while (place < edges.length && value >= edges[place]) {
      place++;
    }
    return place;
  }
}
