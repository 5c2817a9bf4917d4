package io.millrace.models.data;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The named, typed columns of a batch, in order. Names are unique. */
public record Layout(List<Field> fields) implements Serializable {

  /** A column's name and type. */
  public record Field(String name, ValueType type) implements Serializable {}

  public Layout {
    fields = List.copyOf(fields);
    Set<String> seen = new HashSet<>();
    for (Field field : fields) {
      if (!seen.add(field.name())) {
        throw new IllegalArgumentException("column: " + field.name() + " (expected: named once)");
      }
    }
  }

  public static Layout of(Field... fields) {
    return new Layout(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  /** The position of the column with this name, or -1. Resolve once, not per row. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
