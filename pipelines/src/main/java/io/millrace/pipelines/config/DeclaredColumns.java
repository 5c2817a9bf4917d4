package io.millrace.pipelines.config;

import io.millrace.pipelines.config.ColumnSettings.Type;
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
  private static final Kind<Type> TYPE = Kind.choice(Type.class);

  private final String owner;
  private final List<ColumnSettings> columns = new ArrayList<>();
  // The value is null when only the name is known.
  private final Map<String, @Nullable Type> types = new LinkedHashMap<>();
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
    List<Section> items = stream.sections("columns");
    if (items != null) {
      items.forEach(declared::add);
    } else if (format instanceof FormatSettings.Avro avro) {
      declared.addFields(avro);
    } else {
      stream.missing("columns", "a list of {name, type}");
      declared.complete = false;
    }
    return declared;
  }

  private void add(Section item) {
    String name = item.requiredOrNull("name", Kind.TEXT);
    Type type = item.requiredOrNull("type", TYPE);
    if (name == null) {
      complete = false;
      return;
    }
    if (types.containsKey(name)) {
      item.problem("name", name, "a name that no column before it has");
    }
    types.putIfAbsent(name, type);
    if (type != null) {
      columns.add(new ColumnSettings(name, type));
    }
  }

  private void addFields(FormatSettings.Avro avro) {
    List<String> names = avro.fieldNames();
    complete = !names.isEmpty();
    names.forEach(name -> types.put(name, null));
  }

  /** The columns as declared, in order. */
  List<ColumnSettings> list() {
    return List.copyOf(columns);
  }

  /** A column that is read, of any type. */
  Kind<String> any() {
    return of("a column of " + owner, EnumSet.complementOf(EnumSet.of(Type.SKIP)));
  }

  /** A column of one of these types. */
  Kind<String> of(Type first, Type... others) {
    Set<Type> allowed = EnumSet.of(first, others);
    String names = allowed.stream().map(Kind::written).collect(Collectors.joining(" or "));
    return of("a column of " + owner + " of type " + names, allowed);
  }

  private Kind<String> of(String noun, Set<Type> allowed) {
    return Kind.TEXT.where(name -> accepts(name, allowed), noun).hinting(this::hint);
  }

  private boolean accepts(String name, Set<Type> allowed) {
    Type type = types.get(name);
    return type == null ? !complete || types.containsKey(name) : allowed.contains(type);
  }

  private String hint(String name) {
    Type type = types.get(name);
    if (type != null) {
      return "; it is of type " + Kind.written(type);
    }
    List<String> near = Spelling.nearest(name, types.keySet());
    return near.isEmpty() ? "" : "; nearest: " + String.join(", ", near);
  }
}
