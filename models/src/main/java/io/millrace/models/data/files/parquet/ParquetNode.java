package io.millrace.models.data.files.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * A field of a Parquet schema, with the levels at which it is there (Melnik et al., Dremel:
 * interactive analysis of web-scale datasets, VLDB 2010).
 *
 * @param definition the definition level from which on there is a value, or an instance
 * @param repetition the repetition level of the field itself, if it is repeated, or the one around
 * @param leaf the column that the file has for it; null for groups
 */
record ParquetNode(
    SchemaElement element,
    List<ParquetNode> children,
    int definition,
    int repetition,
    @Nullable ColumnDescriptor leaf) {

  /** The fields of a file's schema, whose elements stand parent before children. */
  static List<ParquetNode> fields(List<SchemaElement> elements) {
    List<ParquetNode> fields = new ArrayList<>();
    int[] next = {1};
    for (int i = 0; i < elements.get(0).getNum_children(); i++) {
      fields.add(read(elements, next, List.of(), 0, 0));
    }
    return fields;
  }

  private static ParquetNode read(
      List<SchemaElement> elements, int[] next, List<String> parents, int definition, int level) {
    SchemaElement element = elements.get(next[0]++);
    FieldRepetitionType type = element.getRepetition_type();
    int defined = type == FieldRepetitionType.REQUIRED ? definition : definition + 1;
    int repeated = type == FieldRepetitionType.REPEATED ? level + 1 : level;
    List<String> path = new ArrayList<>(parents);
    path.add(element.getName());
    List<ParquetNode> children = new ArrayList<>();
    for (int i = 0; i < element.getNum_children(); i++) {
      children.add(read(elements, next, path, defined, repeated));
    }
    ColumnDescriptor leaf =
        element.isSetType()
            ? new ColumnDescriptor(
                path.toArray(String[]::new), primitive(element, type), repeated, defined)
            : null;
    return new ParquetNode(element, children, defined, repeated, leaf);
  }

  private static PrimitiveType primitive(SchemaElement element, FieldRepetitionType type) {
    PrimitiveTypeName name =
        switch (element.getType()) {
          case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
          default -> PrimitiveTypeName.valueOf(element.getType().name());
        };
    return new PrimitiveType(
        Repetition.valueOf(type.name()), name, element.getType_length(), element.getName());
  }

  String name() {
    return element.getName();
  }

  boolean isRepeated() {
    return element.getRepetition_type() == FieldRepetitionType.REPEATED;
  }

  boolean isOptional() {
    return element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
  }

  private boolean is(ConvertedType... types) {
    for (ConvertedType type : types) {
      if (element.getConverted_type() == type) {
        return true;
      }
    }
    return false;
  }

  /** True for a group around a repeated field, which stands for a list. */
  boolean isList() {
    return isAroundRepeated()
        && (is(ConvertedType.LIST)
            || (element.isSetLogicalType() && element.getLogicalType().isSetLIST()));
  }

  /** True for a group around a repeated group of key and value, which stands for a map. */
  boolean isMap() {
    return isAroundRepeated()
        && (is(ConvertedType.MAP, ConvertedType.MAP_KEY_VALUE)
            || (element.isSetLogicalType() && element.getLogicalType().isSetMAP()));
  }

  private boolean isAroundRepeated() {
    return children.size() == 1 && children.get(0).isRepeated();
  }

  /**
   * What a list's repeated field holds: its only child, or, in files of old, the field itself (as
   * the format's rules for backward compatibility say).
   */
  ParquetNode listElement() {
    ParquetNode repeated = children.get(0);
    boolean itself =
        repeated.leaf != null
            || repeated.children.size() != 1
            || repeated.name().equals("array")
            || repeated.name().equals(name() + "_tuple");
    return itself ? repeated : repeated.children.get(0);
  }

  boolean isDecimal() {
    return is(ConvertedType.DECIMAL)
        || (element.isSetLogicalType() && element.getLogicalType().isSetDECIMAL());
  }

  int scale() {
    boolean logical = element.isSetLogicalType() && element.getLogicalType().isSetDECIMAL();
    return logical ? element.getLogicalType().getDECIMAL().getScale() : element.getScale();
  }

  boolean isUnsigned() {
    return is(
            ConvertedType.UINT_8,
            ConvertedType.UINT_16,
            ConvertedType.UINT_32,
            ConvertedType.UINT_64)
        || (element.isSetLogicalType()
            && element.getLogicalType().isSetINTEGER()
            && !element.getLogicalType().getINTEGER().isIsSigned());
  }

  /** The first column under this field: its levels tell whether the field is there. */
  ColumnDescriptor firstLeaf() {
    return leaf != null ? leaf : children.get(0).firstLeaf();
  }

  List<ColumnDescriptor> leaves() {
    List<ColumnDescriptor> leaves = new ArrayList<>();
    if (leaf != null) {
      leaves.add(leaf);
    }
    children.forEach(child -> leaves.addAll(child.leaves()));
    return leaves;
  }
}
