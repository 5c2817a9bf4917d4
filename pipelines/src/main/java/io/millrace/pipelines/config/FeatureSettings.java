package io.millrace.pipelines.config;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.features.FeatureTransform;
import io.millrace.models.training.features.FeatureTransforms;
import io.millrace.models.training.features.Standardize;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inputs of the model: each with any transformation that {@link FeatureTransforms} finds,
 * whose parameters stand beside it in snake case.
 */
final class FeatureSettings {
  /** The name of the column that is the records' event time. */
  static final String EVENT_TIME = "event_time";

  private static final Kind<String> TRANSFORM =
      Kind.TEXT.where(name -> names().contains(name), "one of " + String.join(", ", names()));
  private static final Set<String> OWN_KEYS = Set.of("name", "transform", "column", "columns");

  private FeatureSettings() {}

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(FeatureTransforms.available().keySet());
    names.addAll(FeatureTransforms.otherNames());
    return names;
  }

  static List<FeatureSpec> readAll(Section root, DeclaredColumns columns) {
    List<Section> items = root.sections("features");
    if (items == null || items.isEmpty()) {
      root.missing("features", "at least one {name, transform}");
      return List.of();
    }
    List<FeatureSpec> features = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section item : items) {
      item.describe("name", "a column of records, or event_time", "required");
      String name = item.orNull("name", Kind.TEXT);
      if (name != null && !seen.add(name)) {
        item.problem("name", name, "a name that no feature before it has");
      }
      FeatureSpec feature = read(item, columns);
      if (feature != null) {
        features.add(feature);
      }
    }
    return List.copyOf(features);
  }

  private static @Nullable FeatureSpec read(Section item, DeclaredColumns declared) {
    String transformName = item.requiredOrNull("transform", TRANSFORM);
    FeatureTransform usual =
        transformName == null
            ? new Standardize()
            : FeatureTransforms.create(transformName, Map.of());
    List<String> inputs = readColumns(item, declared, usual, transformName != null);
    String name = item.required("name", Kind.TEXT);
    if (transformName == null) {
      item.ignoreRest();
      return null;
    }
    FeatureTransform transform = readParameters(item, transformName, usual);
    return name.isEmpty() || inputs.isEmpty() || transform == null
        ? null
        : new FeatureSpec(name, inputs, transform);
  }

  /** What the feature is made of; empty after noting a problem. */
  private static List<String> readColumns(
      Section item, DeclaredColumns declared, FeatureTransform transform, boolean known) {
    Kind<String> kind = known ? columnOf(transform, declared) : Kind.TEXT;
    item.describe("column", "a column of records, or event_time", "the feature's name");
    item.describe("columns", "a list, each a column of records", "required by cross");
    if (transform.arity() == FeatureTransform.Arity.SEVERAL) {
      item.refuse("column", "columns, a list, with this transform");
      List<String> several = item.listOrNull("columns", kind);
      if (several == null || several.size() >= 2) {
        if (!item.has("columns")) {
          item.missing("columns", "a list of two columns or more");
        }
        return several == null ? List.of() : several;
      }
      item.problem("columns", several.toString(), "two columns or more");
      return List.of();
    }
    item.refuse("columns", "only with transform: cross");
    String key = item.has("column") ? "column" : "name";
    String column = item.requiredOrNull(key, kind);
    return column == null ? List.of() : List.of(column);
  }

  private static Kind<String> columnOf(FeatureTransform transform, DeclaredColumns declared) {
    return switch (transform.use()) {
      case NUMBER -> declared.of(ColumnType.INT, ColumnType.FLOAT);
      case CATEGORY -> declared.of(ColumnType.INT, ColumnType.STRING);
      case TIME -> declared.of(ColumnType.INT, ColumnType.FLOAT).or(EVENT_TIME);
      case ANY -> declared.of(ColumnType.INT, ColumnType.FLOAT, ColumnType.STRING).or(EVENT_TIME);
    };
  }

  /** The transformation with its parameters; null after noting a problem. */
  private static @Nullable FeatureTransform readParameters(
      Section item, String transform, FeatureTransform usual) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    boolean fit = true;
    for (RecordComponent component : usual.getClass().getRecordComponents()) {
      String key = key(transform, component);
      if (OWN_KEYS.contains(key)) {
        continue;
      }
      Object value = readParameter(item, key, component);
      if (value == null) {
        fit &= !item.has(key);
        continue;
      }
      parameters.put(key, value);
      try {
        // With those before it, which it may depend on.
        FeatureTransforms.create(transform, parameters);
      } catch (IllegalArgumentException e) {
        item.problem(key, Kind.written(value), expectation(e));
        parameters.remove(key);
        fit = false;
      }
    }
    return fit ? FeatureTransforms.create(transform, parameters) : null;
  }

  /** What a message of the form {@code name: value (expected: this)} expects. */
  static String expectation(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int from = message.indexOf("(expected: ");
    return from < 0 || !message.endsWith(")")
        ? message
        : message.substring(from + "(expected: ".length(), message.length() - 1);
  }

  private static String key(String transform, RecordComponent component) {
    String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
    return transform.equals("category") && name.equals("size") ? "buckets" : name;
  }

  private static @Nullable Object readParameter(
      Section item, String key, RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType list
        ? item.listOrNull(key, kind(list.getActualTypeArguments()[0]))
        : item.orNull(key, kind(component.getType()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An enum's class is that of an enum.
  private static Kind<?> kind(Type type) {
    if (type == double.class || type == Double.class) {
      return Kind.NUMBER;
    }
    if (type == long.class || type == int.class) {
      return Kind.LONG;
    }
    return type instanceof Class<?> plain && plain.isEnum()
        ? Kind.choice((Class) plain)
        : Kind.TEXT;
  }
}
