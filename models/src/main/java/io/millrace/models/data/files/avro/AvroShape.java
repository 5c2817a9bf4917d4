package io.millrace.models.data.files.avro;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ListBuilder;
import io.millrace.models.data.StructBuilder;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What columns the types of an Avro schema become.
 *
 * <ul>
 *   <li>boolean (0 or 1), int and long are INT; so are dates, times and timestamps, as the number
 *       that is stored
 *   <li>float, double and decimals are FLOAT
 *   <li>string, bytes, fixed and enum are STRING
 *   <li>an array is a list of values, and one of arrays a list of lists
 *   <li>a record is a STRUCT, and an array of records has several; a map has STRUCTs of {@code key}
 *       and {@code value}
 *   <li>of a union, null is missing, and the others become the widest type: INT, FLOAT, STRING; a
 *       record or map may stand only with null
 * </ul>
 */
final class AvroShape {
  private static final int MOST_LEVELS = 32;

  private AvroShape() {}

  /**
   * An empty column for the values of a schema.
   *
   * @throws IllegalArgumentException if no column can hold them
   */
  static ColumnBuilder column(Schema schema, int expectedRows) {
    return column(schema, expectedRows, 0);
  }

  private static ColumnBuilder column(Schema schema, int expectedRows, int level) {
    if (level > MOST_LEVELS) {
      throw new IllegalArgumentException(
          "a record within itself, or more than " + MOST_LEVELS + " levels (expected: fewer)");
    }
    return switch (schema.getType()) {
      case UNION -> union(schema, expectedRows, level + 1);
      case ARRAY -> {
        ColumnBuilder element = column(schema.getElementType(), expectedRows, level + 1);
        yield hasArray(schema.getElementType()) ? new ListBuilder(element) : element;
      }
      case RECORD -> {
        StructBuilder struct = new StructBuilder();
        for (Schema.Field field : schema.getFields()) {
          struct.add(field.name(), column(field.schema(), expectedRows, level + 1));
        }
        yield struct;
      }
      case MAP -> {
        StructBuilder struct = new StructBuilder();
        struct.add("key", new ValueBuilder(ValueType.STRING, expectedRows));
        struct.add("value", column(schema.getValueType(), expectedRows, level + 1));
        yield struct;
      }
      default -> new ValueBuilder(scalar(schema), expectedRows);
    };
  }

  private static ColumnBuilder union(Schema union, int expectedRows, int level) {
    List<Schema> branches =
        union.getTypes().stream().filter(b -> b.getType() != Schema.Type.NULL).toList();
    if (branches.size() == 1) {
      return column(branches.get(0), expectedRows, level);
    }
    ValueType widest = branches.isEmpty() ? ValueType.STRING : ValueType.INT;
    for (Schema branch : branches) {
      if (!(column(branch, expectedRows, level) instanceof ValueBuilder values)) {
        throw new IllegalArgumentException(
            "a union of "
                + union.getTypes().stream().map(Schema::getType).toList()
                + " (expected: null and one other, or plain values)");
      }
      widest = values.type().compareTo(widest) > 0 ? values.type() : widest;
    }
    return new ValueBuilder(widest, expectedRows);
  }

  /** True for arrays, and unions of null and an array: whose array is a list of lists. */
  static boolean hasArray(Schema schema) {
    return schema.getType() == Schema.Type.ARRAY
        || (schema.getType() == Schema.Type.UNION
            && schema.getTypes().stream().anyMatch(AvroShape::hasArray));
  }

  static boolean isDecimal(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal;
  }

  private static ValueType scalar(Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN, INT, LONG -> ValueType.INT;
      case FLOAT, DOUBLE -> ValueType.FLOAT;
      default -> isDecimal(schema) ? ValueType.FLOAT : ValueType.STRING;
    };
  }
}
