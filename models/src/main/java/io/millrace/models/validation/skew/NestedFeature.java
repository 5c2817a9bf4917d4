package io.millrace.models.validation.skew;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.schema.PathText;
import io.millrace.models.statistics.FeaturePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A feature in lists of lists or structs, written as a {@code Feature} of a {@code tf.Example}. As
 * that has one list only, it gets the innermost values in their order, and the lengths of the lists
 * around them in a field of its own, which other readers skip: of each list, the outer one before
 * those in it, the length plus 1, and 0 for a missing one.
 *
 * @param name the path to it, such as {@code ride.fare}
 * @param top the column of the batch
 * @param children for each struct on the way down, which of its columns leads to the values
 * @param type of the innermost values
 */
record NestedFeature(String name, Column top, List<Integer> children, ValueType type) {

  /** The features in lists of lists and structs of a batch. */
  static List<NestedFeature> allOf(ColumnBatch rows) {
    List<NestedFeature> features = new ArrayList<>();
    for (int i = 0; i < rows.layout().size(); i++) {
      Column column = rows.column(i);
      if (column.isNested()) {
        FeaturePath path = FeaturePath.of(rows.layout().field(i).name());
        collect(path, column, column, List.of(), features);
      }
    }
    for (NestedFeature feature : features) {
      if (rows.layout().indexOf(feature.name) >= 0
          && !rows.column(rows.layout().indexOf(feature.name)).isNested()) {
        throw new IllegalArgumentException(
            "column " + feature.name + ": also a feature in a struct (expected: other names)");
      }
    }
    return features;
  }

  private static void collect(
      FeaturePath path,
      Column top,
      Column column,
      List<Integer> children,
      List<NestedFeature> features) {
    if (column instanceof ListColumn lists) {
      collect(path, top, lists.elements(), children, features);
    } else if (column instanceof StructColumn structs) {
      for (int i = 0; i < structs.children().size(); i++) {
        List<Integer> deeper = new ArrayList<>(children);
        deeper.add(i);
        FeaturePath child = path.child(structs.children().field(i).name());
        collect(child, top, structs.column(i), deeper, features);
      }
    } else {
      features.add(new NestedFeature(PathText.of(path.toProto()), top, children, column.type()));
    }
  }

  boolean isPresent(int row) {
    return top.isPresent(row);
  }

  /** The row's {@code Feature}. */
  ByteString feature(int row) throws IOException {
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    ByteArrayOutputStream lengths = new ByteArrayOutputStream();
    CodedOutputStream valuesOut = CodedOutputStream.newInstance(values);
    CodedOutputStream lengthsOut = CodedOutputStream.newInstance(lengths);
    write(top, row, 0, valuesOut, lengthsOut);
    valuesOut.flush();
    lengthsOut.flush();
    return FeatureBytes.feature(type, values.toByteArray(), lengths.toByteArray());
  }

  private void write(
      Column column, int row, int struct, CodedOutputStream values, CodedOutputStream lengths)
      throws IOException {
    if (!column.isPresent(row)) {
      lengths.writeUInt32NoTag(0);
      return;
    }
    int start = column.valueStart(row);
    int end = column.valueEnd(row);
    lengths.writeUInt32NoTag(end - start + 1);
    for (int position = start; position < end; position++) {
      if (column instanceof ListColumn lists) {
        write(lists.elements(), position, struct, values, lengths);
      } else if (column instanceof StructColumn structs) {
        write(structs.column(children.get(struct)), position, struct + 1, values, lengths);
      } else {
        value(column, position, values);
      }
    }
  }

  private static void value(Column column, int position, CodedOutputStream values)
      throws IOException {
    if (column instanceof IntColumn ints) {
      values.writeInt64NoTag(ints.value(position));
    } else if (column instanceof FloatColumn floats) {
      values.writeFloatNoTag((float) floats.value(position));
    } else if (column instanceof BytesColumn strings) {
      values.writeByteArray(1, strings.copy(position));
    }
  }
}
