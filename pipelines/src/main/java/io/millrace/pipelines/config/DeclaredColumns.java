package io.millrace.pipelines.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a stream, against which every name of a column elsewhere is checked. */
final class DeclaredColumns {
  private static final Kind<ColumnType> TYPE = Kind.choice(ColumnType.class);

  private final String owner;
  private final List<ColumnSettings> columns = new ArrayList<>();
  // The value is null when only the name is known.
  private final Map<String, @Nullable ColumnType> types = new LinkedHashMap<>();
  // After a problem among the columns every name is believed: one mistake, one problem.
  private boolean complete = true;

  private DeclaredColumns(String owner) {
    this.owner = owner;
  }

  /**
   * @param owner the stream's key, for messages
   */
  static DeclaredColumns read(String owner, Section stream, FormatSettings format) {
    DeclaredColumns declared = new DeclaredColumns(owner);
    // Empty unless Avro's schema says what there is.
    List<String> fields =
        format instanceof FormatSettings.Avro avro ? avro.fieldNames() : List.of();
    List<Section> items = stream.sections("columns");
    if (items != null && !items.isEmpty()) {
      items.forEach(item -> declared.add(item, fields));
    } else if (format instanceof FormatSettings.Avro) {
      fields.forEach(name -> declared.types.put(name, null));
      declared.complete = !fields.isEmpty();
    } else {
      stream.missing("columns", "a list of {name, type}");
      declared.complete = false;
    }
    return declared;
  }

  private void add(Section item, List<String> fields) {
    String name = item.requiredOrNull("name", Kind.TEXT);
    ColumnType type = item.requiredOrNull("type", TYPE);
    if (name == null) {
      complete = false;
      return;
    }
    if (types.containsKey(name)) {
      item.problem("name", name, "a name that no column before it has");
    }
    if (!fields.isEmpty() && !fields.contains(name)) {
      item.problem("name", name, "a field of the Avro schema: " + String.join(", ", fields));
    }
    types.putIfAbsent(name, type);
    if (type != null) {
      columns.add(new ColumnSettings(name, type));
    }
  }

  /** The columns as declared, in order. */
  List<ColumnSettings> list() {
    return List.copyOf(columns);
  }

  /** A column that is read, of any type. */
  Kind<String> any() {
    return of("a column of " + owner, EnumSet.complementOf(EnumSet.of(ColumnType.SKIP)));
  }

  /** A column of one of these types. */
  Kind<String> of(ColumnType first, ColumnType... others) {
    Set<ColumnType> allowed = EnumSet.of(first, others);
    String names = allowed.stream().map(Kind::written).collect(Collectors.joining(" or "));
    return of("a column of " + owner + " of type " + names, allowed);
  }

  private Kind<String> of(String noun, Set<ColumnType> allowed) {
    return Kind.TEXT.where(name -> accepts(name, allowed), noun).hinting(this::hint);
  }

  private boolean accepts(String name, Set<ColumnType> allowed) {
    ColumnType type = types.get(name);
    return type == null ? !complete || types.containsKey(name) : allowed.contains(type);
  }

  private String hint(String name) {
    ColumnType type = types.get(name);
    if (type != null) {
      return "; it is of type " + Kind.written(type);
    }
    List<String> near = Spelling.nearest(name, types.keySet());
    return near.isEmpty() ? "" : "; nearest: " + String.join(", ", near);
  }
}
