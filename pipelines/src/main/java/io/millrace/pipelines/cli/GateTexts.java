package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.Gates;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads gates as they are written on the command line: {@code maximum_error:metric=mae,bound=3}.
 */
final class GateTexts {
  private GateTexts() {}

  static Gate parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Gate gate = Gates.find(name);
    Map<String, Object> parameters = new LinkedHashMap<>();
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    for (String parameter : rest.isEmpty() ? new String[0] : rest.split(",", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "--gate: " + text + " (expected: such as maximum_error:metric=mae,bound=3)");
      }
      String key = parameter.substring(0, equals);
      parameters.put(key, value(gate, key, parameter.substring(equals + 1)));
    }
    return Gates.create(name, parameters);
  }

  /** A number where the gate takes one and the text is one; else the text, which it will refuse. */
  private static Object value(Gate gate, String key, String text) {
    for (RecordComponent component : gate.getClass().getRecordComponents()) {
      if (Gates.snakeCase(component.getName()).equals(key)) {
        try {
          if (component.getType() == double.class) {
            return Double.parseDouble(text);
          }
          if (component.getType() == long.class || component.getType() == int.class) {
            return Long.parseLong(text);
          }
        } catch (NumberFormatException e) {
          return text;
        }
      }
    }
    return text;
  }
}
