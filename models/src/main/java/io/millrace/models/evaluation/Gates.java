package io.millrace.models.evaluation;

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
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Finds gates by name and builds them from parameters, such as {@code MaximumError {metric: MAE,
 * bound: 180}}.
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
    Map<String, Gate> gates = available();
    Gate gate = gates.get(name);
    if (gate == null) {
      throw new IllegalArgumentException(
          "gate: " + name + " (expected: one of " + gates.keySet() + ")");
    }
    List<String> known = parameters(gate);
    List<String> unknown = new ArrayList<>(parameters.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          name + "." + unknown.get(0) + ": unknown parameter (expected: one of " + known + ")");
    }
    ObjectNode merged = JSON.valueToTree(gate);
    merged.retain(known);
    merged.setAll((ObjectNode) JSON.valueToTree(parameters));
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
