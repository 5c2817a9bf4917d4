package io.millrace.models.data.files.parquet;

import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;

/**
 * The columns that a row group has for a field of its rows, to be read side by side.
 *
 * @param unfit told of every unsigned integer that is too large for a column, as the signed one
 *     that has its bits
 */
record Leaves(Map<ColumnDescriptor, ColumnReader> readers, LongConsumer unfit) {

  /** The first column under {@code node}: its levels tell whether the node is there. */
  ColumnReader first(ParquetNode node) {
    return Objects.requireNonNull(readers.get(node.firstLeaf()));
  }

  /** All columns under {@code node}. */
  ColumnReader[] all(ParquetNode node) {
    return node.leaves().stream().map(readers::get).toArray(ColumnReader[]::new);
  }
}
