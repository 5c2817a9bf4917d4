package io.millrace.models.data.files;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Rows as text: {@code {a=1, b=[x, y]}}; a missing column is not named. */
public final class Rows {
  private Rows() {}

  /** All rows, in the order of the splits, read with two threads. */
  public static List<String> of(DataFiles files) throws IOException {
    return files.fold(2, ArrayList::new, Rows::add, Rows::append);
  }

  public static List<String> of(BatchReader reader) throws IOException {
    List<String> rows = new ArrayList<>();
    for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
      add(rows, batch);
    }
    return rows;
  }

  /** The next batch, which has to be there. */
  static ColumnBatch next(BatchReader reader) throws IOException {
    return Objects.requireNonNull(reader.next());
  }

  /** The original bytes of a row, which have to be there. */
  static byte[] original(ColumnBatch batch, int row) {
    return Objects.requireNonNull(batch.originals()).copy(row);
  }

  static void add(List<String> rows, ColumnBatch batch) {
    rows.addAll(of(batch));
  }

  static List<String> append(List<String> rows, List<String> more) {
    rows.addAll(more);
    return rows;
  }

  public static List<String> of(ColumnBatch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      TreeMap<String, String> values = new TreeMap<>();
      for (int i = 0; i < batch.layout().size(); i++) {
        if (batch.column(i).isPresent(row)) {
          values.put(batch.layout().field(i).name(), text(batch.column(i), row));
        }
      }
      rows.add(values.toString());
    }
    return rows;
  }

  private static String text(Column column, int row) {
    if (!column.isPresent(row)) {
      return "-";
    }
    List<String> values = new ArrayList<>();
    for (int at = column.valueStart(row); at < column.valueEnd(row); at++) {
      values.add(value(column, at));
    }
    return values.size() == 1 && !(column instanceof ListColumn)
        ? values.get(0)
        : values.toString();
  }

  private static String value(Column column, int at) {
    if (column instanceof IntColumn ints) {
      return Long.toString(ints.value(at));
    }
    if (column instanceof FloatColumn floats) {
      return Double.toString(floats.value(at));
    }
    if (column instanceof BytesColumn strings) {
      return strings.string(at);
    }
    if (column instanceof ListColumn lists) {
      return text(lists.elements(), at);
    }
    StructColumn structs = (StructColumn) column;
    TreeMap<String, String> children = new TreeMap<>();
    for (int i = 0; i < structs.columns().size(); i++) {
      if (structs.column(i).isPresent(at)) {
        children.put(structs.children().field(i).name(), text(structs.column(i), at));
      }
    }
    return children.toString();
  }
}
