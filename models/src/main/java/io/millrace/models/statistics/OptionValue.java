package io.millrace.models.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of an option in JSON; says what is expected where it is of another type. */
record OptionValue(String name, JsonNode json) {

  /** Another value of the same option. */
  OptionValue as(JsonNode other) {
    return new OptionValue(name, other);
  }

  double number() throws IOException {
    require(json.isNumber(), "a number");
    return json.asDouble();
  }

  int count() throws IOException {
    require(json.isIntegralNumber() && json.canConvertToInt(), "a whole number");
    return json.asInt();
  }

  boolean flag() throws IOException {
    require(json.isBoolean(), "true or false");
    return json.asBoolean();
  }

  String text() throws IOException {
    require(json.isTextual(), "a string");
    return json.asText();
  }

  boolean isList() {
    return json.isArray();
  }

  List<OptionValue> elements() throws IOException {
    require(json.isArray(), "a list");
    List<OptionValue> elements = new ArrayList<>();
    json.forEach(element -> elements.add(as(element)));
    return elements;
  }

  List<String> textList() throws IOException {
    List<String> texts = new ArrayList<>();
    for (OptionValue element : elements()) {
      texts.add(element.text());
    }
    return texts;
  }

  Map<String, OptionValue> fields() throws IOException {
    require(json.isObject(), "an object");
    Map<String, OptionValue> fields = new LinkedHashMap<>();
    json.properties()
        .forEach(
            field ->
                fields.put(
                    field.getKey(),
                    new OptionValue(name + "." + field.getKey(), field.getValue())));
    return fields;
  }

  /** The values of an object's fields as text; numbers and flags are taken for that too. */
  Map<String, String> texts() throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, OptionValue> field : fields().entrySet()) {
      OptionValue value = field.getValue();
      value.require(value.json.isValueNode() && !value.json.isNull(), "a string");
      texts.put(field.getKey(), value.json.asText());
    }
    return texts;
  }

  /**
   * The field of this name, or of the name that protobuf gives it in text; null if there is none.
   */
  @Nullable OptionValue optional(String field) throws IOException {
    Map<String, OptionValue> fields = fields();
    OptionValue found = fields.get(field);
    return found == null ? fields.get(inText(field)) : found;
  }

  private static String inText(String field) {
    return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Refuses fields of other names than these, or those that protobuf gives them in text. */
  void checkFields(String... known) throws IOException {
    for (String field : fields().keySet()) {
      require(
          Arrays.stream(known).anyMatch(name -> field.equals(name) || field.equals(inText(name))),
          "an object with " + String.join(", ", known) + ", not " + field);
    }
  }

  OptionValue required(String field) throws IOException {
    OptionValue found = optional(field);
    require(found != null, "an object with " + field);
    return found == null ? this : found;
  }

  /** A list of steps, or the name of a feature that is in no struct. */
  FeaturePath path() throws IOException {
    return isList() ? new FeaturePath(textList()) : FeaturePath.of(text());
  }

  List<FeaturePath> paths() throws IOException {
    List<FeaturePath> paths = new ArrayList<>();
    for (OptionValue element : elements()) {
      paths.add(element.path());
    }
    return paths;
  }

  <E extends Enum<E>> E constant(Class<E> type) throws IOException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text())) {
        return constant;
      }
    }
    throw wrong("one of " + Arrays.toString(type.getEnumConstants()));
  }

  private void require(boolean fits, String expected) throws IOException {
    if (!fits) {
      throw wrong(expected);
    }
  }

  private IOException wrong(String expected) {
    return new IOException(name + ": " + json + " (expected: " + expected + ")");
  }
}
