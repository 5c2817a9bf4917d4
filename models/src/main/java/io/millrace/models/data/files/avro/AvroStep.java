package io.millrace.models.data.files.avro;

import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ListBuilder;
import io.millrace.models.data.StructBuilder;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;

/** Reads a value and puts it where it belongs; the plan of a schema, made once. */
interface AvroStep {

  void read(AvroBytes in) throws IOException;

  /** The step that goes past a value. */
  static AvroStep skip(Schema schema) {
    return in -> in.skip(schema);
  }

  /** The step for values of {@code schema}, into the column that {@link AvroShape} made of it. */
  static AvroStep of(Schema schema, ColumnBuilder column) {
    return switch (schema.getType()) {
      case UNION -> union(schema.getTypes(), column);
      case ARRAY ->
          column instanceof ListBuilder lists && AvroShape.hasArray(schema.getElementType())
              ? lists(of(schema.getElementType(), lists.elements()), lists)
              : list(of(schema.getElementType(), column), column);
      case RECORD -> record(schema, (StructBuilder) column);
      case MAP -> map(schema, (StructBuilder) column);
      default -> ScalarStep.of(schema, column);
    };
  }

  private static AvroStep union(List<Schema> types, ColumnBuilder column) {
    if (types.size() == 2 && types.contains(Schema.create(Schema.Type.NULL))) {
      int branch = types.get(0).getType() == Schema.Type.NULL ? 1 : 0;
      return ScalarStep.optional(branch, types.get(branch), column);
    }
    AvroStep[] branches = types.stream().map(b -> of(b, column)).toArray(AvroStep[]::new);
    return in -> branches[in.readIndex(branches.length)].read(in);
  }

  private static AvroStep list(AvroStep item, ColumnBuilder column) {
    return in -> {
      column.presentEmpty();
      for (long n = in.readBlock(); n > 0; n = in.readBlock()) {
        for (long i = 0; i < n; i++) {
          item.read(in);
        }
      }
    };
  }

  private static AvroStep lists(AvroStep item, ListBuilder column) {
    ColumnBuilder elements = column.elements();
    return in -> {
      column.presentEmpty();
      for (long n = in.readBlock(); n > 0; n = in.readBlock()) {
        for (long i = 0; i < n; i++) {
          item.read(in);
          elements.endRow();
        }
      }
    };
  }

  private static AvroStep record(Schema schema, StructBuilder struct) {
    AvroStep[] fields = new AvroStep[schema.getFields().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(schema.getFields().get(i).schema(), struct.child(i));
    }
    return in -> {
      for (AvroStep field : fields) {
        field.read(in);
      }
      struct.endStruct();
    };
  }

  private static AvroStep map(Schema schema, StructBuilder struct) {
    AvroStep key = ScalarStep.of(Schema.create(Schema.Type.STRING), struct.child(0));
    AvroStep value = of(schema.getValueType(), struct.child(1));
    return in -> {
      struct.presentEmpty();
      for (long n = in.readBlock(); n > 0; n = in.readBlock()) {
        for (long i = 0; i < n; i++) {
          key.read(in);
          value.read(in);
          struct.endStruct();
        }
      }
    };
  }
}
