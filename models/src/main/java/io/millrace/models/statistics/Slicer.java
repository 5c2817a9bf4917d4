package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Cuts batches into slices by the values of features. */
public final class Slicer {
  private final Slicing slicing;

  /** Takes the rows of one slice. */
  public interface Taker {
    /**
     * Takes rows.
     *
     * @param key the slice's key
     * @param rows the rows, ascending, in the first {@code count} places
     */
    void take(String key, int[] rows, int count);
  }

  public Slicer(Slicing slicing) {
    this.slicing = slicing;
  }

  /** Hands out the rows of every slice that the batch has rows of. */
  public void slice(ColumnBatch batch, BiConsumer<String, ColumnBatch> slices) {
    rows(batch, (key, rows, count) -> slices.accept(key, batch.select(rows, count)));
  }

  /**
   * Tells the rows of every slice that the batch has rows of: each slice once, and each row once in
   * it, also where several specifications give the same key.
   */
  public void rows(ColumnBatch batch, Taker slices) {
    Map<String, Rows> rowsByKey = new LinkedHashMap<>();
    for (SliceSpec spec : slicing.specs()) {
      rows(spec, batch).forEach((key, rows) -> rowsByKey.merge(key, rows, Rows::union));
    }
    rowsByKey.forEach((key, rows) -> slices.take(key, rows.rows, rows.size));
  }

  private static Map<String, Rows> rows(SliceSpec spec, ColumnBatch batch) {
    List<String> features = spec.features();
    if (features.size() == 1 && batch.column(features.get(0)) instanceof BytesColumn column) {
      String feature = features.get(0);
      return byOneString(feature, column, spec.featureValues().get(feature));
    }
    Map<String, Rows> rowsByKey = new LinkedHashMap<>();
    for (int row = 0; row < batch.rows(); row++) {
      for (String key : keys(spec, batch, row)) {
        rowsByKey.computeIfAbsent(key, k -> new Rows()).add(row);
      }
    }
    return rowsByKey;
  }

  /** The rows of each value of one feature, without making text of every row's value. */
  private static Map<String, Rows> byOneString(
      String feature, BytesColumn column, @Nullable String wanted) {
    CountTable values = new CountTable();
    List<Rows> rowsById = new ArrayList<>();
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        byte[] bytes = column.bytes();
        int from = column.byteStart(i);
        int length = column.length(i);
        if (!FrequentStrings.isText(bytes, from, length)) {
          // As the key will have it: values that look the same there are one slice.
          bytes = LongText.bytes(column.string(i));
          from = 0;
          length = bytes.length;
        }
        long hash = Fingerprint.of(bytes, from, length);
        int id = values.find(bytes, from, length, hash);
        if (id < 0) {
          values.insert(bytes, from, length, hash, 0, ~id);
          id = values.size() - 1;
          rowsById.add(new Rows());
        }
        rowsById.get(id).add(row);
      }
    }
    Map<String, Rows> rowsByKey = new LinkedHashMap<>();
    for (int id = 0; id < values.size(); id++) {
      if (wanted == null || wanted.equals(values.text(id))) {
        rowsByKey.put(feature + "_" + values.text(id), rowsById.get(id));
      }
    }
    return rowsByKey;
  }

  /** The keys of a row: one for each combination of its features' values. */
  private static Set<String> keys(SliceSpec spec, ColumnBatch batch, int row) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add("");
    for (String feature : spec.features()) {
      Column column = batch.column(feature);
      Set<String> longer = new LinkedHashSet<>();
      for (String value : values(column, row, spec.featureValues().get(feature))) {
        for (String key : keys) {
          longer.add((key.isEmpty() ? "" : key + "_") + feature + "_" + value);
        }
      }
      keys = longer;
    }
    return keys;
  }

  /** The different values of a row, as text; only {@code wanted}, if that is given. */
  private static Set<String> values(@Nullable Column column, int row, @Nullable String wanted) {
    Set<String> values = new LinkedHashSet<>();
    if (column == null) {
      return values;
    }
    for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
      String value =
          column instanceof BytesColumn strings
              ? strings.string(i)
              : column instanceof IntColumn ints
                  ? Long.toString(ints.value(i))
                  : column instanceof FloatColumn floats ? Double.toString(floats.value(i)) : "";
      if (wanted == null || wanted.equals(value)) {
        values.add(value);
      }
    }
    return values;
  }

  /** Row numbers, in order, each once. */
  private static final class Rows {
    int[] rows = new int[16];
    int size;

    void add(int row) {
      if (size > 0 && rows[size - 1] == row) {
        return;
      }
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
      }
      rows[size++] = row;
    }

    /** The rows of either. */
    static Rows union(Rows a, Rows b) {
      Rows union = new Rows();
      int inA = 0;
      int inB = 0;
      while (inA < a.size || inB < b.size) {
        boolean fromA = inB == b.size || (inA < a.size && a.rows[inA] <= b.rows[inB]);
        union.add(fromA ? a.rows[inA++] : b.rows[inB++]);
      }
      return union;
    }
  }
}
