package io.millrace.pipelines.config;

import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.Gates;
import io.millrace.models.evaluation.Required;
import io.millrace.models.evaluation.gates.BetterThanChampion;
import io.millrace.models.evaluation.gates.MinimumRows;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a challenger has to pass before it becomes the champion: any gate that {@link Gates}
 * finds, its parameters in snake case.
 */
final class GateSettings {
  private static final List<Gate> USUAL = List.of(new BetterThanChampion(), new MinimumRows(100));
  private static final Kind<Gate> GATE =
      Kind.named(
          "one of "
              + String.join(
                  ", ", Gates.available().keySet().stream().map(Gates::snakeCase).toList()),
          new MinimumRows(),
          Gates::find);

  private GateSettings() {}

  static List<Gate> readAll(Section root) {
    List<Section> items = root.sections("gates");
    return items == null ? USUAL : items.stream().map(GateSettings::read).toList();
  }

  private static Gate read(Section item) {
    Gate usual = item.requiredOrNull("gate", GATE);
    if (usual == null) {
      item.ignoreRest();
      return GATE.placeholder();
    }
    Map<String, Object> parameters = new HashMap<>();
    for (RecordComponent component : usual.getClass().getRecordComponents()) {
      Object value = read(item, component, usual);
      if (value != null) {
        parameters.put(component.getName(), value);
      }
    }
    try {
      return Gates.create(usual.name(), parameters);
    } catch (IllegalArgumentException together) {
      // No value is wrong by itself, but two do not fit each other: the message names the second.
      String component = Gates.parameter(together);
      Object value = parameters.getOrDefault(component, "missing");
      item.problem(Gates.snakeCase(component), Kind.written(value), Gates.expectation(together));
      return usual;
    }
  }

  /** A parameter's value; null where it is not given or not fit, which is then reported. */
  private static @Nullable Object read(Section item, RecordComponent component, Gate usual) {
    String key = Gates.snakeCase(component.getName());
    Kind<?> kind = kind(component);
    Object value =
        component.isAnnotationPresent(Required.class)
            ? item.requiredOrNull(key, kind)
            : item.orNull(key, kind);
    if (value == null) {
      return null;
    }
    try {
      Gates.create(usual.name(), Map.of(component.getName(), value));
      return value;
    } catch (IllegalArgumentException e) {
      item.problem(key, Kind.written(value), Gates.expectation(e));
      return null;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An enum's class is that of an enum.
  private static Kind<?> kind(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == double.class) {
      return Kind.NUMBER;
    }
    if (type == long.class || type == int.class) {
      return Kind.LONG;
    }
    return type.isEnum() ? Kind.choice((Class) type) : Kind.TEXT;
  }
}
