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
  private static final Set<ColumnType> VALUES =
      EnumSet.of(ColumnType.INT, ColumnType.FLOAT, ColumnType.STRING);
  // What the store of labelled examples calls its own columns.
  private static final List<String> RESERVED =
      List.of("record_id", "event_time", "prediction", "model_version", "label", "label_time");

  private final String owner;
  private final List<ColumnSettings> columns = new ArrayList<>();
  // Where a column is declared; none when the schema alone declares it.
  private final Map<String, Section> items = new LinkedHashMap<>();
  // The value is null when the type is a problem already.
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
    List<ColumnSettings> fields =
        format instanceof FormatSettings.Avro avro ? avro.fields() : List.of();
    List<String> names = fields.stream().map(ColumnSettings::name).toList();
    List<Section> items = stream.sections("columns");
    if (items != null && !items.isEmpty()) {
      items.forEach(item -> declared.add(item, names));
    } else if (format instanceof FormatSettings.Avro) {
      fields.forEach(field -> declared.types.put(field.name(), field.type()));
      declared.columns.addAll(fields);
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
    items.putIfAbsent(name, item);
    if (type != null) {
      columns.add(new ColumnSettings(name, type));
    }
  }

  /** The columns as declared, in order. */
  List<ColumnSettings> list() {
    return List.copyOf(columns);
  }

  /** The columns of type int, float or string that are neither the record id nor the event time. */
  List<String> values(StreamSettings stream) {
    return columns.stream()
        .filter(column -> VALUES.contains(column.type()))
        .map(ColumnSettings::name)
        .filter(name -> !name.equals(stream.recordId()))
        .filter(name -> !name.equals(stream.eventTime().column()))
        .distinct()
        .toList();
  }

  /** Notes the names among these that cannot be fields of the store of labelled examples. */
  void checkNames(List<String> values, Section section, StreamSettings stream) {
    if (stream.recordId().isEmpty() || stream.eventTime().column().isEmpty()) {
      return; // a problem already, and no telling which columns are values
    }
    for (String name : values) {
      Section item = items.get(name);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") && item != null) {
        item.problem("name", name, "letters, digits and '_', no digit first");
      } else if (RESERVED.contains(name) && item != null) {
        item.problem("name", name, "another name than the store's " + String.join(", ", RESERVED));
      } else if (RESERVED.contains(name)) {
        section.missing("columns", "the fields to read, without the store's " + name);
      }
    }
  }

  /** A column that is read, of any type. */
  Kind<String> any() {
    return of("a column of " + owner, EnumSet.complementOf(EnumSet.of(ColumnType.SKIP)));
  }

  /** A column that is read, of any type, and that there are statistics of. */
  Kind<String> measured(List<String> excluded) {
    return any()
        .where(name -> !excluded.contains(name), "a column of " + owner + " that is measured")
        .hinting(
            name -> excluded.contains(name) ? "; statistics.exclude leaves it out" : hint(name));
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
    return Spelling.hint(name, types.keySet());
  }
}
