package io.millrace.models.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object a record. A null is a missing value, an array of scalars a list of values;
 * a key that the layout does not know becomes a STRING column of its own, so that statistics see
 * it. A record that has a key twice is refused, as it may mean either value.
 */
public final class JsonDecoder implements RecordDecoder {
  /** Names become names of columns, which travel with every batch. */
  private static final int MAX_NAME_LENGTH = 1000;

  private final RowReader row;
  private final JsonFactory factory =
      JsonFactory.builder()
          // As Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNameLength(MAX_NAME_LENGTH).build())
          .build();
  private final ObjectMapper json = new ObjectMapper(factory);
  private final Map<String, Integer> fields = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  public JsonDecoder(SourceLayout layout) {
    this.row = new RowReader(layout);
    for (int i = 0; i < row.fieldCount(); i++) {
      fields.put(row.name(i), i);
    }
  }

  @Override
  public void decode(RawRecord record, byte[] value) throws UndecodableException {
    row.begin();
    try (JsonParser parser = factory.createParser(value)) {
      read(parser);
      row.end(record, value);
    } catch (IOException e) {
      row.discard();
      String reason = e.getMessage();
      throw new UndecodableException(
          "record: not JSON (expected: an object): "
              + (reason == null ? e.toString() : reason.lines().findFirst().orElse("")),
          e);
    } catch (UndecodableException e) {
      row.discard();
      throw e;
    }
  }

  private void read(JsonParser parser) throws IOException, UndecodableException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new UndecodableException(
          "record: " + parser.currentToken() + " (expected: a JSON object)");
    }
    seen.clear();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!seen.add(name)) {
        throw new UndecodableException(name + ": twice (expected: once)");
      }
      JsonToken token = parser.nextToken();
      Integer field = fields.get(name);
      if (field == null) {
        if (token != JsonToken.VALUE_NULL) {
          row.unknown(name, text(parser, token));
        }
      } else if (row.isSkipped(field)) {
        parser.skipChildren();
      } else if (token == JsonToken.START_ARRAY) {
        array(parser, field);
      } else {
        scalar(parser, field, token);
      }
    }
    if (parser.nextToken() != null) {
      throw new UndecodableException("record: more after the object (expected: one JSON object)");
    }
  }

  private void array(JsonParser parser, int field) throws IOException, UndecodableException {
    boolean empty = true;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      scalar(parser, field, token);
      empty = false;
    }
    if (empty) {
      row.empty(field);
    }
  }

  private void scalar(JsonParser parser, int field, JsonToken token)
      throws IOException, UndecodableException {
    switch (token) {
      case VALUE_NULL -> {}
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          text(parser, field);
        } else {
          row.integer(field, parser.getLongValue());
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        if (row.isFloat(field)) {
          row.number(field, parser.getDoubleValue());
        } else {
          text(parser, field);
        }
      }
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> text(parser, field);
      default ->
          throw new UndecodableException(
              row.name(field) + ": " + token + " (expected: a value or an array of values)");
    }
  }

  private void text(JsonParser parser, int field) throws IOException, UndecodableException {
    byte[] bytes = parser.getText().getBytes(StandardCharsets.UTF_8);
    row.text(field, bytes, 0, bytes.length);
  }

  private byte[] text(JsonParser parser, JsonToken token) throws IOException {
    return token.isScalarValue()
        ? parser.getText().getBytes(StandardCharsets.UTF_8)
        : json.writeValueAsBytes(json.readTree(parser));
  }

  @Override
  public int rows() {
    return row.rows();
  }

  @Override
  public ColumnBatch take() {
    return row.take();
  }

  @Override
  public @Nullable Long lastEventTime() {
    return row.eventTime();
  }
}
