package io.millrace.models.data.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.ListBuilder;
import io.millrace.models.data.StructBuilder;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Puts the values of one key where they belong. */
abstract sealed class JsonColumn {
  private static final ObjectMapper JSON = new ObjectMapper();

  final String name;

  private JsonColumn(String name) {
    this.name = name;
  }

  /**
   * A column for values of this shape.
   *
   * @param name the key, with those around it: {@code outer.inner}
   * @param options a type of theirs for this name is that of the innermost values
   */
  static JsonColumn of(String name, JsonShape shape, ReadOptions options) {
    JsonShape element = shape.lists();
    if (element != null) {
      return new Lists(name, of(name, element, options));
    }
    ValueType declared = options.type(name);
    Map<String, JsonShape> children = shape.structs();
    if (declared == null && children != null) {
      Structs structs = new Structs(name);
      children.forEach((child, its) -> structs.add(of(name + "." + child, its, options), child));
      return structs;
    }
    return new Values(
        name, declared == null ? shape.plainType() : declared, options.sizes().batchRows());
  }

  abstract ColumnBuilder builder();

  /** Appends the value at which the parser stands, and goes to its last token. */
  abstract void append(JsonParser json) throws IOException, UndecodableException;

  UndecodableException unexpected(Object found, String expected) {
    return new UndecodableException(name + ": " + found + " (expected: " + expected + ")");
  }

  private static final class Values extends JsonColumn {
    private final ValueBuilder values;

    Values(String name, ValueType type, int expectedRows) {
      super(name);
      values = new ValueBuilder(type, expectedRows);
    }

    @Override
    ValueBuilder builder() {
      return values;
    }

    @Override
    void append(JsonParser json) throws IOException, UndecodableException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        value(json);
        return;
      }
      values.presentEmpty();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        value(json);
      }
    }

    private void value(JsonParser json) throws IOException, UndecodableException {
      JsonToken token = json.currentToken();
      if (token == JsonToken.VALUE_NULL) {
        return;
      }
      switch (values.type()) {
        case INT -> values.append(integer(json, token));
        case FLOAT -> values.append(number(json, token));
        default -> values.append(text(json, token));
      }
    }

    private long integer(JsonParser json, JsonToken token)
        throws IOException, UndecodableException {
      if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
        return token == JsonToken.VALUE_TRUE ? 1 : 0;
      }
      if (token != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw unexpected(json.getText(), "an integer of 64 bits");
      }
      return json.getLongValue();
    }

    private double number(JsonParser json, JsonToken token)
        throws IOException, UndecodableException {
      if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
        return token == JsonToken.VALUE_TRUE ? 1 : 0;
      }
      if (!token.isNumeric()) {
        throw unexpected(json.getText(), "a number");
      }
      return json.getDoubleValue();
    }

    private static byte[] text(JsonParser json, JsonToken token) throws IOException {
      return token.isScalarValue()
          ? json.getText().getBytes(StandardCharsets.UTF_8)
          : JSON.writeValueAsBytes(JSON.readTree(json));
    }
  }

  private static final class Lists extends JsonColumn {
    private final JsonColumn element;
    private final ListBuilder lists;

    Lists(String name, JsonColumn element) {
      super(name);
      this.element = element;
      this.lists = new ListBuilder(element.builder());
    }

    @Override
    ListBuilder builder() {
      return lists;
    }

    @Override
    void append(JsonParser json) throws IOException, UndecodableException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw unexpected(json.currentToken(), "an array of arrays");
      }
      lists.presentEmpty();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        element.append(json);
        element.builder().endRow();
      }
    }
  }

  private static final class Structs extends JsonColumn {
    private final StructBuilder structs = new StructBuilder();
    private final Map<String, JsonColumn> children = new HashMap<>();

    Structs(String name) {
      super(name);
    }

    void add(JsonColumn child, String key) {
      children.put(key, child);
      structs.add(key, child.builder());
    }

    @Override
    StructBuilder builder() {
      return structs;
    }

    @Override
    void append(JsonParser json) throws IOException, UndecodableException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        value(json);
        return;
      }
      structs.presentEmpty();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        value(json);
      }
    }

    private void value(JsonParser json) throws IOException, UndecodableException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw unexpected(json.currentToken(), "an object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        JsonColumn child = children.get(json.currentName());
        json.nextToken();
        if (child == null) {
          json.skipChildren();
        } else {
          child.append(json);
        }
      }
      structs.endStruct();
    }
  }
}
