package io.millrace.models.statistics.extra;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.statistics.FeaturePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The column of a feature at any depth, with the batch's row that each of its own rows belongs to:
 * below a struct a column has a row for each struct.
 */
final class FeatureColumn {
  private final FeaturePath path;
  private final Column column;
  private final int @Nullable [] batchRows;
  private final boolean nested;

  private FeatureColumn(
      FeaturePath path, Column column, int @Nullable [] batchRows, boolean nested) {
    this.path = path;
    this.column = column;
    this.batchRows = batchRows;
    this.nested = nested;
  }

  FeaturePath path() {
    return path;
  }

  Column column() {
    return column;
  }

  /** Whether the feature has lists in lists, of which this column holds the innermost ones. */
  boolean isNested() {
    return nested;
  }

  /** The batch's row that this row of the column belongs to. */
  int batchRow(int row) {
    return batchRows == null ? row : batchRows[row];
  }

  /** All features of the batch that are not structs, in order. */
  static List<FeatureColumn> leaves(ColumnBatch batch) {
    List<FeatureColumn> leaves = new ArrayList<>(batch.layout().size());
    for (int i = 0; i < batch.layout().size(); i++) {
      addLeaves(top(batch, i), leaves);
    }
    return leaves;
  }

  /** The feature of the batch's column with this index. */
  static FeatureColumn top(ColumnBatch batch, int index) {
    FeaturePath path = FeaturePath.of(batch.layout().field(index).name());
    return new FeatureColumn(path, batch.column(index), null, false);
  }

  private static void addLeaves(FeatureColumn feature, List<FeatureColumn> leaves) {
    if (!(feature.flat().column instanceof StructColumn structs)) {
      leaves.add(feature);
      return;
    }
    for (int i = 0; i < structs.children().size(); i++) {
      addLeaves(feature.flat().child(structs, i), leaves);
    }
  }

  /** The feature at this path, or null when the batch has no such column. */
  static @Nullable FeatureColumn find(ColumnBatch batch, FeaturePath path) {
    Column first = batch.column(path.steps().get(0));
    if (first == null) {
      return null;
    }
    FeatureColumn found =
        new FeatureColumn(FeaturePath.of(path.steps().get(0)), first, null, false);
    for (String step : path.steps().subList(1, path.steps().size())) {
      FeatureColumn parent = found.flat();
      if (!(parent.column instanceof StructColumn structs)) {
        return null;
      }
      int index = structs.children().indexOf(step);
      if (index < 0) {
        return null;
      }
      found = parent.child(structs, index);
    }
    return found;
  }

  private FeatureColumn child(StructColumn structs, int index) {
    Layout.Field field = structs.children().field(index);
    int[] rows = structs.isSingle() ? batchRows : rowsOfValues(structs.structs());
    return new FeatureColumn(path.child(field.name()), structs.column(index), rows, false);
  }

  /** The same feature with lists in lists opened: a row for each innermost list. */
  FeatureColumn flat() {
    if (!(column instanceof ListColumn lists)) {
      return this;
    }
    int[] rows = rowsOfValues(lists.elements().rows());
    return new FeatureColumn(path, lists.elements(), rows, true).flat();
  }

  private int[] rowsOfValues(int values) {
    int[] rows = new int[values];
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        rows[i] = batchRow(row);
      }
    }
    return rows;
  }
}
