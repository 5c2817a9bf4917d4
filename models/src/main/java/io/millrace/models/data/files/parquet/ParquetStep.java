package io.millrace.models.data.files.parquet;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ListBuilder;
import io.millrace.models.data.StructBuilder;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a field in one row, or in one instance of the group around, from the columns
 * that the file has for it. Every step takes at least one entry from each of these columns: the
 * levels of an entry say what is there.
 */
interface ParquetStep {

  void read();

  /** The step for a field, into the column that {@link ParquetShape} made of it. */
  static ParquetStep of(ParquetNode node, ColumnBuilder column, Leaves leaves) {
    if (node.isRepeated()) {
      return repeated(node, value(node, column, leaves), column, null, leaves);
    }
    return optional(node, value(node, column, leaves), leaves);
  }

  /** The step for a value that is there. */
  private static ParquetStep value(ParquetNode node, ColumnBuilder column, Leaves leaves) {
    if (node.leaf() != null) {
      return LeafStep.of(node, column, leaves);
    }
    if (node.isList()) {
      ParquetNode repeated = node.children().get(0);
      ParquetNode element = node.listElement();
      ColumnBuilder items = column instanceof ListBuilder lists ? lists.elements() : column;
      ParquetStep item =
          element == repeated ? value(element, items, leaves) : of(element, items, leaves);
      return repeated(repeated, item, column, column == items ? null : items, leaves);
    }
    StructBuilder struct = (StructBuilder) column;
    if (node.isMap()) {
      ParquetNode entry = node.children().get(0);
      return repeated(entry, struct(entry, struct, leaves), column, null, leaves);
    }
    return struct(node, struct, leaves);
  }

  private static ParquetStep struct(ParquetNode node, StructBuilder struct, Leaves leaves) {
    ParquetStep[] fields = new ParquetStep[node.children().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(node.children().get(i), struct.child(i), leaves);
    }
    return () -> {
      for (ParquetStep field : fields) {
        field.read();
      }
      struct.endStruct();
    };
  }

  private static ParquetStep optional(ParquetNode node, ParquetStep value, Leaves leaves) {
    if (!node.isOptional()) {
      return value;
    }
    ColumnReader first = leaves.first(node);
    ColumnReader[] all = leaves.all(node);
    int definition = node.definition();
    return () -> {
      if (first.getCurrentDefinitionLevel() < definition) {
        consume(all);
      } else {
        value.read();
      }
    };
  }

  /** Reads instances while there are more; the lists of {@code inner}, if any, are ended. */
  private static ParquetStep repeated(
      ParquetNode node,
      ParquetStep item,
      ColumnBuilder column,
      @Nullable ColumnBuilder inner,
      Leaves leaves) {
    ColumnReader first = leaves.first(node);
    ColumnReader[] all = leaves.all(node);
    int definition = node.definition();
    int repetition = node.repetition();
    return () -> {
      column.presentEmpty();
      if (first.getCurrentDefinitionLevel() < definition) {
        consume(all);
        return;
      }
      do {
        item.read();
        if (inner != null) {
          inner.endRow();
        }
      } while (first.getCurrentRepetitionLevel() == repetition);
    };
  }

  private static void consume(ColumnReader[] leaves) {
    for (ColumnReader leaf : leaves) {
      leaf.consume();
    }
  }
}
