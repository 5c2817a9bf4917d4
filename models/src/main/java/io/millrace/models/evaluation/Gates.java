package io.millrace.models.evaluation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Finds gates by name and builds them from parameters, such as {@code maximum_error {metric: mae,
 * bound: 180}}. Names of gates and of parameters may be written as in Java or in snake case.
 *
 * <p>Gates are found through {@link ServiceLoader}, so a deployment can bring its own. A parameter
 * that is not given keeps the gate's default.
 */
public final class Gates {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Gates() {}

  /** All gates there are, with their defaults, by name. */
  public static Map<String, Gate> available() {
    Map<String, Gate> gates = new TreeMap<>();
    for (Gate gate : ServiceLoader.load(Gate.class, Gates.class.getClassLoader())) {
      gates.put(gate.name(), gate);
    }
    return Collections.unmodifiableMap(gates);
  }

  /** The names of a gate's parameters, in order. */
  public static List<String> parameters(Gate gate) {
    RecordComponent[] components = gate.getClass().getRecordComponents();
    return components == null
        ? List.of()
        : Arrays.stream(components).map(RecordComponent::getName).toList();
  }

  /**
   * Builds a gate.
   *
   * @param parameters numbers and strings by name, as they stand in a configuration file
   * @throws IllegalArgumentException if the gate or a parameter is unknown, or a value is not in
   *     its range; the message names the choices
   */
  public static Gate create(String name, Map<String, ?> parameters) {
    Gate gate = find(name);
    List<String> known = parameters(gate);
    Map<String, Object> named = new LinkedHashMap<>();
    parameters.forEach((parameter, value) -> named.put(component(gate, parameter), value));
    List<String> unknown = new ArrayList<>(named.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          name + "." + unknown.get(0) + ": unknown parameter (expected: one of " + known + ")");
    }
    ObjectNode merged = JSON.valueToTree(gate);
    merged.retain(known);
    merged.setAll((ObjectNode) JSON.valueToTree(named));
    try {
      return JSON.treeToValue(merged, gate.getClass());
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(name + "." + cause.getMessage(), e);
    } catch (JsonMappingException e) {
      String parameter = e.getPath().isEmpty() ? "" : e.getPath().get(0).getFieldName();
      throw new IllegalArgumentException(
          name
              + "."
              + parameter
              + ": "
              + merged.path(parameter).asText()
              + " (expected: "
              + expectation(gate, parameter)
              + ")",
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + merged + " cannot be read", e);
    }
  }

  /**
   * The gate of this name with its defaults.
   *
   * @throws IllegalArgumentException if there is none; the message names the choices
   */
  public static Gate find(String name) {
    Map<String, Gate> gates = available();
    Gate gate = gates.get(name);
    for (Gate other : gates.values()) {
      if (snakeCase(other.name()).equals(name)) {
        gate = other;
      }
    }
    if (gate == null) {
      throw new IllegalArgumentException(
          "gate: " + name + " (expected: one of " + gates.keySet() + ")");
    }
    return gate;
  }

  /** A name as it is written in configuration: {@code MaximumError} as {@code maximum_error}. */
  public static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** What the message of a refused gate says is expected. */
  public static String expectation(IllegalArgumentException refused) {
    String message = String.valueOf(refused.getMessage());
    int at = message.indexOf("(expected: ");
    return at < 0 || !message.endsWith(")")
        ? message
        : message.substring(at + "(expected: ".length(), message.length() - 1);
  }

  /** The parameter that the message of a refused gate names first. */
  public static String parameter(IllegalArgumentException refused) {
    String message = String.valueOf(refused.getMessage());
    int colon = message.indexOf(':');
    String named = colon < 0 ? message : message.substring(0, colon);
    return named.substring(named.indexOf('.') + 1);
  }

  private static String component(Gate gate, String parameter) {
    for (RecordComponent component : gate.getClass().getRecordComponents()) {
      JsonAlias alias = component.getAccessor().getAnnotation(JsonAlias.class);
      if (snakeCase(component.getName()).equals(parameter)
          || (alias != null && Arrays.asList(alias.value()).contains(parameter))) {
        return component.getName();
      }
    }
    return parameter;
  }

  private static String expectation(Gate gate, String parameter) {
    for (RecordComponent component : gate.getClass().getRecordComponents()) {
      if (component.getName().equals(parameter)) {
        Class<?> type = component.getType();
        return type.isEnum()
            ? "one of " + Arrays.toString(type.getEnumConstants())
            : "a value of type " + type.getSimpleName();
      }
    }
    return "parameters " + parameters(gate);
  }
}
