package io.millrace.transforms.ingest;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ListBuilder;
import io.millrace.models.data.StructBuilder;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of a row's field where they belong; see {@link BatchRows} for what becomes what.
 */
interface RowStep {

  /** Appends a value that is not null. */
  void append(Object value);

  /** An empty column for the values of this type. */
  static ColumnBuilder column(FieldType type) {
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64, BOOLEAN, DATETIME -> new ValueBuilder(ValueType.INT);
      case FLOAT, DOUBLE, DECIMAL -> new ValueBuilder(ValueType.FLOAT);
      case STRING, BYTES -> new ValueBuilder(ValueType.STRING);
      case ARRAY, ITERABLE -> {
        FieldType element = Objects.requireNonNull(type.getCollectionElementType());
        yield isList(element) ? new ListBuilder(column(element)) : column(element);
      }
      case MAP -> {
        StructBuilder entries = new StructBuilder();
        entries.add("key", column(Objects.requireNonNull(type.getMapKeyType())));
        entries.add("value", column(Objects.requireNonNull(type.getMapValueType())));
        yield entries;
      }
      case ROW -> {
        StructBuilder struct = new StructBuilder();
        for (Schema.Field field : Objects.requireNonNull(type.getRowSchema()).getFields()) {
          struct.add(field.getName(), column(field.getType()));
        }
        yield struct;
      }
      case LOGICAL_TYPE ->
          type.getLogicalType() instanceof EnumerationType
              ? new ValueBuilder(ValueType.STRING)
              : column(base(type));
    };
  }

  private static FieldType base(FieldType type) {
    return Objects.requireNonNull(type.getLogicalType()).getBaseType();
  }

  private static boolean isList(FieldType type) {
    return type.getTypeName() == TypeName.ARRAY
        || type.getTypeName() == TypeName.ITERABLE
        || (type.getTypeName() == TypeName.LOGICAL_TYPE
            && !(type.getLogicalType() instanceof EnumerationType)
            && isList(base(type)));
  }

  /** The step into the column that {@link #column} made for this type. */
  static RowStep of(FieldType type, ColumnBuilder column) {
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 ->
          value -> values(column).append(((Number) value).longValue());
      case BOOLEAN -> value -> values(column).append((Boolean) value ? 1L : 0L);
      case DATETIME -> value -> values(column).append(((ReadableInstant) value).getMillis());
      case FLOAT, DOUBLE -> value -> values(column).append(((Number) value).doubleValue());
      case DECIMAL -> value -> values(column).append(((BigDecimal) value).doubleValue());
      case STRING -> value -> values(column).append(utf8(value));
      case BYTES -> value -> values(column).append((byte[]) value);
      case ARRAY, ITERABLE ->
          isList(Objects.requireNonNull(type.getCollectionElementType()))
              ? lists(type, (ListBuilder) column)
              : list(type, column);
      case MAP -> map(type, (StructBuilder) column);
      case ROW -> row(Objects.requireNonNull(type.getRowSchema()), (StructBuilder) column);
      case LOGICAL_TYPE -> logical(Objects.requireNonNull(type.getLogicalType()), column);
    };
  }

  private static ValueBuilder values(ColumnBuilder column) {
    return (ValueBuilder) column;
  }

  private static byte[] utf8(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static RowStep list(FieldType type, ColumnBuilder column) {
    RowStep item = of(Objects.requireNonNull(type.getCollectionElementType()), column);
    return value -> {
      column.presentEmpty();
      for (@Nullable Object element : (Iterable<?>) value) {
        if (element != null) {
          item.append(element);
        }
      }
    };
  }

  private static RowStep lists(FieldType type, ListBuilder column) {
    FieldType elementType = Objects.requireNonNull(type.getCollectionElementType());
    RowStep item = of(elementType, column.elements());
    return value -> {
      column.presentEmpty();
      for (@Nullable Object element : (Iterable<?>) value) {
        if (element != null) {
          item.append(element);
        }
        column.elements().endRow();
      }
    };
  }

  private static RowStep map(FieldType type, StructBuilder entries) {
    RowStep key = of(Objects.requireNonNull(type.getMapKeyType()), entries.child(0));
    RowStep its = of(Objects.requireNonNull(type.getMapValueType()), entries.child(1));
    return value -> {
      entries.presentEmpty();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        key.append(entry.getKey());
        if (entry.getValue() != null) {
          its.append(entry.getValue());
        }
        entries.endStruct();
      }
    };
  }

  private static RowStep row(Schema schema, StructBuilder struct) {
    List<Schema.Field> fields = schema.getFields();
    RowStep[] steps = new RowStep[fields.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = of(fields.get(i).getType(), struct.child(i));
    }
    return value -> {
      for (int i = 0; i < steps.length; i++) {
        @Nullable Object field = ((Row) value).getValue(i);
        if (field != null) {
          steps[i].append(field);
        }
      }
      struct.endStruct();
    };
  }

  @SuppressWarnings("unchecked") // A field's values are of its logical type's input type.
  private static RowStep logical(Schema.LogicalType<?, ?> type, ColumnBuilder column) {
    if (type instanceof EnumerationType names) {
      return value -> values(column).append(utf8(names.toString((EnumerationType.Value) value)));
    }
    Schema.LogicalType<Object, Object> logical = (Schema.LogicalType<Object, Object>) type;
    RowStep base = of(logical.getBaseType(), column);
    return value -> base.append(logical.toBaseType(value));
  }
}
