package io.millrace.models.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Map;

/**
 * Reads the JSON form of a protobuf message: fields under their JSON or their own names, enums by
 * name, 64-bit integers also as strings, bytes in base64. Maps and {@code Any} are not read.
 */
final class JsonMessage {
  private JsonMessage() {}

  /**
   * Sets the message's fields.
   *
   * @throws IOException if a field is unknown, or its value not of the field's type
   */
  static void merge(JsonNode json, Message.Builder message) throws IOException {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      FieldDescriptor field = field(entry.getKey(), message);
      if (entry.getValue().isNull()) {
        continue;
      }
      if (field.isRepeated()) {
        for (JsonNode value : entry.getValue()) {
          message.addRepeatedField(field, value(field, value, message));
        }
      } else {
        message.setField(field, value(field, entry.getValue(), message));
      }
    }
  }

  private static FieldDescriptor field(String name, Message.Builder message) throws IOException {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if ((field.getJsonName().equals(name) || field.getName().equals(name))
          && !field.isMapField()) {
        return field;
      }
    }
    throw new IOException(
        name + " (expected: a field of " + message.getDescriptorForType().getName() + ")");
  }

  private static Object value(FieldDescriptor field, JsonNode value, Message.Builder in)
      throws IOException {
    try {
      return switch (field.getJavaType()) {
        case INT -> Integer.parseInt(value.asText());
        case LONG -> Long.parseLong(value.asText());
        case FLOAT -> Float.parseFloat(value.asText());
        case DOUBLE -> Double.parseDouble(value.asText());
        case BOOLEAN -> value.asBoolean();
        case STRING -> value.asText();
        case BYTE_STRING -> ByteString.copyFrom(value.binaryValue());
        case ENUM -> constant(field, value.asText());
        case MESSAGE -> {
          Message.Builder inner = in.newBuilderForField(field);
          merge(value, inner);
          yield inner.build();
        }
      };
    } catch (NumberFormatException e) {
      throw new IOException(field.getName() + ": " + value + " (expected: a number)", e);
    }
  }

  private static EnumValueDescriptor constant(FieldDescriptor field, String name)
      throws IOException {
    EnumValueDescriptor constant = field.getEnumType().findValueByName(name);
    if (constant == null) {
      throw new IOException(
          field.getName()
              + ": "
              + name
              + " (expected: one of "
              + field.getEnumType().getValues()
              + ")");
    }
    return constant;
  }
}
