package io.millrace.models.evaluation.leakage;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bin that each row is in by one feature: numbers in up to 64 of equal weight, strings in one
 * each for the 64 most frequent and one for the others; bin 0 has the rows without exactly one
 * value.
 */
final class FeatureBins {
  private static final int MOST = 64;

  private FeatureBins() {}

  /** Bins of all rows; null of a feature that has neither numbers nor strings. */
  static int @Nullable [] of(List<ColumnBatch> batches, String feature, int rows) {
    double[] numbers = new double[rows];
    String[] strings = new String[rows];
    boolean text = false;
    int at = 0;
    for (ColumnBatch batch : batches) {
      Column column = batch.column(feature);
      for (int row = 0; row < batch.rows(); row++, at++) {
        numbers[at] = Double.NaN;
        strings[at] = "";
        if (column == null
            || column.isNested()
            || column.valueEnd(row) != column.valueStart(row) + 1) {
          continue;
        }
        int position = column.valueStart(row);
        if (column instanceof FloatColumn floats) {
          numbers[at] = floats.value(position);
        } else if (column instanceof IntColumn ints) {
          numbers[at] = ints.value(position);
        } else if (column instanceof BytesColumn bytes) {
          // A mark in front, so that an empty string is not a missing one.
          strings[at] = "=" + bytes.string(position);
          text = true;
        }
      }
    }
    return text ? ofStrings(strings) : ofNumbers(numbers);
  }

  private static int[] ofNumbers(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).sorted().toArray();
    double[] edges = new double[MOST - 1];
    int count = 0;
    for (int i = 1; i < MOST && sorted.length > 0; i++) {
      double edge = sorted[(int) ((long) i * sorted.length / MOST)];
      if (count == 0 || edge > edges[count - 1]) {
        edges[count++] = edge;
      }
    }
    int[] bins = new int[numbers.length];
    for (int row = 0; row < bins.length; row++) {
      if (!Double.isNaN(numbers[row])) {
        int found = Arrays.binarySearch(edges, 0, count, numbers[row]);
        bins[row] = 1 + (found >= 0 ? found + 1 : -found - 1);
      }
    }
    return bins;
  }

  private static int[] ofStrings(String[] strings) {
    Map<String, Integer> counts = new HashMap<>();
    for (String string : strings) {
      if (!string.isEmpty()) {
        counts.merge(string, 1, Integer::sum);
      }
    }
    List<String> frequent =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> bins = new HashMap<>();
    for (String string : frequent) {
      bins.put(string, bins.size() + 1);
    }
    int[] binned = new int[strings.length];
    for (int row = 0; row < binned.length; row++) {
      binned[row] = strings[row].isEmpty() ? 0 : bins.getOrDefault(strings[row], MOST + 1);
    }
    return binned;
  }
}
