package io.millrace.models.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the fields of a source's records are: columns, the record id, the event time, or nothing.
 *
 * @param fields the fields; for CSV in the order of the line
 * @param recordId the field that names the record; it is no column
 * @param eventTime the field that says when it happened; it is no column
 * @param eventTimeFormat how that field is written
 */
public record SourceLayout(
    List<SourceField> fields, String recordId, String eventTime, TimestampFormat eventTimeFormat)
    implements Serializable {

  /** What a field's text or value is read as. */
  public enum FieldType {
    INT,
    FLOAT,
    STRING,
    /** Read only where it is the event time; otherwise like {@link #SKIP}. */
    TIMESTAMP,
    /** Not read at all. */
    SKIP
  }

  /** A named field of a source record. */
  public record SourceField(String name, FieldType type) implements Serializable {}

  public SourceLayout {
    fields = List.copyOf(fields);
    for (String role : List.of(recordId, eventTime)) {
      if (fields.stream().noneMatch(field -> field.name().equals(role))) {
        throw new IllegalArgumentException("field: " + role + " (expected: one of " + fields + ")");
      }
    }
  }

  /** The columns that the fields become. */
  public Layout columns() {
    List<Layout.Field> columns = new ArrayList<>();
    for (SourceField field : fields) {
      if (isColumn(field)) {
        columns.add(new Layout.Field(field.name(), ValueType.valueOf(field.type().name())));
      }
    }
    return new Layout(columns);
  }

  private boolean isColumn(SourceField field) {
    return field.type() != FieldType.SKIP
        && field.type() != FieldType.TIMESTAMP
        && !field.name().equals(recordId)
        && !field.name().equals(eventTime);
  }
}
