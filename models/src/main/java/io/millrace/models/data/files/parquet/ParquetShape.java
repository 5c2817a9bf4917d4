package io.millrace.models.data.files.parquet;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ListBuilder;
import io.millrace.models.data.StructBuilder;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;

/**
 * What columns the fields of a Parquet schema become.
 *
 * <ul>
 *   <li>booleans (0 or 1), integers, dates, times and timestamps are INT, as the number that is
 *       stored; timestamps of 96 bits as nanoseconds since the epoch; a row with an unsigned
 *       integer from 2^63 on cannot be read
 *   <li>floats, doubles and decimals are FLOAT
 *   <li>other bytes are STRING
 *   <li>a list, or a repeated field, is a list of values, and one of lists a list of lists; a null
 *       in a list of values is left out
 *   <li>a group is a STRUCT, and a list of groups has several; a map has STRUCTs of key and value
 * </ul>
 */
final class ParquetShape {
  private ParquetShape() {}

  /** An empty column for the values of a field. */
  static ColumnBuilder column(ParquetNode node, int expectedRows) {
    if (node.leaf() != null) {
      return new ValueBuilder(type(node), expectedRows);
    }
    if (node.isList()) {
      ParquetNode element = node.listElement();
      ColumnBuilder items = column(element, expectedRows);
      return element.isList() ? new ListBuilder(items) : items;
    }
    ParquetNode group = node.isMap() ? node.children().get(0) : node;
    StructBuilder struct = new StructBuilder();
    for (ParquetNode child : group.children()) {
      struct.add(child.name(), column(child, expectedRows));
    }
    return struct;
  }

  private static ValueType type(ParquetNode node) {
    if (node.isDecimal()) {
      return ValueType.FLOAT;
    }
    return switch (node.element().getType()) {
      case BOOLEAN, INT32, INT64, INT96 -> ValueType.INT;
      case FLOAT, DOUBLE -> ValueType.FLOAT;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ValueType.STRING;
    };
  }
}
