package io.millrace.models.training.features;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds transformations by name and builds them from parameters, such as {@code vocabulary {size:
 * 300, dimensions: 8}}.
 *
 * <p>They are found through {@link ServiceLoader}, so a deployment can bring its own. A parameter
 * that is not given keeps its default. Two have another name too: {@code numeric} is {@code
 * standardize}, and {@code category} is {@code vocabulary}, whose {@code size} is called {@code
 * buckets} there.
 */
public final class FeatureTransforms {
  private static final Map<String, String> OTHER_NAMES =
      Map.of("numeric", "standardize", "category", "vocabulary");

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.AUTO_DETECT_GETTERS, MapperFeature.AUTO_DETECT_IS_GETTERS)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private FeatureTransforms() {}

  /** All transformations there are, with their defaults, by name. */
  public static Map<String, FeatureTransform> available() {
    Map<String, FeatureTransform> transforms = new TreeMap<>();
    for (FeatureTransform transform :
        ServiceLoader.load(FeatureTransform.class, FeatureTransforms.class.getClassLoader())) {
      transforms.put(transform.name(), transform);
    }
    return Collections.unmodifiableMap(transforms);
  }

  /** The names that some of them have besides. */
  public static Set<String> otherNames() {
    return OTHER_NAMES.keySet();
  }

  /** The names of a transformation's parameters, in order. */
  public static List<String> parameters(FeatureTransform transform) {
    return Arrays.stream(transform.getClass().getRecordComponents())
        .map(component -> snake(component.getName()))
        .toList();
  }

  private static String snake(String name) {
    return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
  }

  /**
   * Builds a transformation.
   *
   * @param parameters numbers, strings and lists of them by name, as they stand in a configuration
   *     file
   * @throws IllegalArgumentException if the transformation or a parameter is unknown, or a value is
   *     not in its range; the message names the choices
   */
  public static FeatureTransform create(String name, Map<String, ?> parameters) {
    Map<String, FeatureTransform> transforms = available();
    FeatureTransform transform = transforms.get(OTHER_NAMES.getOrDefault(name, name));
    if (transform == null) {
      throw new IllegalArgumentException(
          "transform: " + name + " (expected: one of " + transforms.keySet() + ")");
    }
    Map<String, Object> given = new TreeMap<>(parameters);
    if (name.equals("category") && given.containsKey("buckets")) {
      given.put("size", given.remove("buckets"));
    }
    List<String> known = parameters(transform);
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          name + "." + unknown.get(0) + ": unknown parameter (expected: one of " + known + ")");
    }
    given.forEach(
        (parameter, value) -> {
          if (value == null) {
            throw problem(name, parameter, "null", transform.getClass());
          }
        });
    ObjectNode merged = JSON.valueToTree(transform);
    merged.setAll((ObjectNode) JSON.valueToTree(given));
    return read(name, merged, transform.getClass());
  }

  private static FeatureTransform read(
      String name, ObjectNode parameters, Class<? extends FeatureTransform> type) {
    try {
      return JSON.treeToValue(parameters, type);
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(name + "." + cause.getMessage(), e);
    } catch (JsonMappingException e) {
      String parameter = e.getPath().isEmpty() ? "" : e.getPath().get(0).getFieldName();
      throw problem(name, parameter, text(parameters, parameter), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + parameters + " cannot be read", e);
    }
  }

  private static IllegalArgumentException problem(
      String name, String parameter, String value, Class<?> type) {
    return new IllegalArgumentException(
        name
            + "."
            + parameter
            + ": "
            + value
            + " (expected: "
            + expectation(type, parameter)
            + ")");
  }

  private static String text(ObjectNode parameters, String parameter) {
    return parameters.path(parameter).isTextual()
        ? parameters.path(parameter).asText()
        : parameters.path(parameter).toString();
  }

  private static String expectation(Class<?> type, String parameter) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (snake(component.getName()).equals(parameter)) {
        return component.getGenericType() instanceof ParameterizedType list
            ? "a list of " + kind(list.getActualTypeArguments()[0])
            : kind(component.getType());
      }
    }
    return "its parameters";
  }

  private static String kind(Type type) {
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return "one of "
          + Arrays.stream(plain.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .toList();
    }
    return type == int.class || type == long.class
        ? "a whole number"
        : type == double.class ? "a number" : "a text";
  }
}
