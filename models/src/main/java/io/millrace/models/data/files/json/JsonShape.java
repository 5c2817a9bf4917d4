package io.millrace.models.data.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one key look like, over all rows. Mergeable.
 *
 * <p>Plain values are INT (integers of 64 bits, and false and true as 0 and 1), FLOAT, or STRING
 * (texts, and integers of more bits), and the widest of them where they differ. Arrays are lists,
 * of lists if they hold arrays; objects are structs. Where some rows have one and some another, or
 * plain values and arrays of arrays, the column is STRING, with structs and lists as JSON text.
 */
final class JsonShape implements Serializable {
  private @Nullable ValueType plain;
  private @Nullable JsonShape element;
  private @Nullable LinkedHashMap<String, JsonShape> children;

  /** Takes the value at which the parser stands, and goes to its last token. */
  void add(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> addObject(json);
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (json.currentToken() == JsonToken.START_ARRAY) {
            element = element == null ? new JsonShape() : element;
            element.add(json);
          } else {
            add(json);
          }
        }
      }
      case VALUE_NULL -> {}
      case VALUE_TRUE, VALUE_FALSE -> widen(ValueType.INT);
      case VALUE_NUMBER_INT ->
          widen(
              json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                  ? ValueType.STRING
                  : ValueType.INT);
      case VALUE_NUMBER_FLOAT -> widen(ValueType.FLOAT);
      default -> widen(ValueType.STRING);
    }
  }

  /** Takes the object at which the parser stands. */
  void addObject(JsonParser json) throws IOException {
    LinkedHashMap<String, JsonShape> known = children == null ? new LinkedHashMap<>() : children;
    children = known;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      known.computeIfAbsent(name, n -> new JsonShape()).add(json);
    }
  }

  private void widen(@Nullable ValueType type) {
    if (type != null && (plain == null || type.compareTo(plain) > 0)) {
      plain = type;
    }
  }

  void merge(JsonShape other) {
    widen(other.plain);
    if (other.element != null) {
      element = element == null ? new JsonShape() : element;
      element.merge(other.element);
    }
    if (other.children != null) {
      LinkedHashMap<String, JsonShape> known = children == null ? new LinkedHashMap<>() : children;
      children = known;
      other.children.forEach(
          (name, child) -> known.computeIfAbsent(name, n -> new JsonShape()).merge(child));
    }
  }

  private boolean isMixed() {
    return (plain != null ? 1 : 0) + (element != null ? 1 : 0) + (children != null ? 1 : 0) > 1;
  }

  /** The type of plain values, or of all where shapes are mixed; STRING if there were none. */
  ValueType plainType() {
    return plain == null || isMixed() ? ValueType.STRING : plain;
  }

  /** The inner lists, if the values are lists of lists; null otherwise. */
  @Nullable JsonShape lists() {
    return isMixed() ? null : element;
  }

  /** The children, if the values are structs; null otherwise. */
  @Nullable Map<String, JsonShape> structs() {
    return isMixed() ? null : children;
  }

  /** The children of the rows themselves. */
  Map<String, JsonShape> columns() {
    return children == null ? Map.of() : children;
  }
}
