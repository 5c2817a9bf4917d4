package io.millrace.models.validation.rules;

import dev.cel.common.values.NullValue;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a record as rules see them. */
final class RecordValues {
  private RecordValues() {}

  /** The columns that the record has, by name. */
  static Map<String, Object> record(ColumnBatch batch, int row, RecordVariables variables) {
    return values(batch.layout(), batch.columns(), row, variables::isList);
  }

  /** The column's value or values in this row. */
  static Object of(Column column, int row, boolean list) {
    int start = column.valueStart(row);
    int end = column.isPresent(row) ? column.valueEnd(row) : start;
    if (!list && end - start <= 1) {
      return start == end ? NullValue.NULL_VALUE : value(column, start);
    }
    List<Object> values = new ArrayList<>(end - start);
    for (int i = start; i < end; i++) {
      values.add(value(column, i));
    }
    return values;
  }

  private static Object value(Column column, int position) {
    if (column instanceof IntColumn ints) {
      return ints.value(position);
    }
    if (column instanceof FloatColumn floats) {
      return floats.value(position);
    }
    if (column instanceof BytesColumn strings) {
      return strings.string(position);
    }
    if (column instanceof ListColumn list) {
      return of(list.elements(), position, true);
    }
    StructColumn structs = (StructColumn) column;
    return values(structs.children(), structs.columns(), position, name -> false);
  }

  private interface Lists {
    boolean contain(String name);
  }

  private static Map<String, Object> values(
      Layout layout, List<Column> columns, int row, Lists lists) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isPresent(row)) {
        String name = layout.field(i).name();
        values.put(name, of(columns.get(i), row, lists.contain(name)));
      }
    }
    return values;
  }
}
