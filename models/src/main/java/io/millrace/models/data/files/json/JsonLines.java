package io.millrace.models.data.files.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.files.ByteWindow;
import io.millrace.models.data.files.Lines;
import java.io.IOException;

/** Lines with one JSON object each; a key that an object has twice makes it a bad row. */
final class JsonLines {
  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // As Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(ByteWindow.LONGEST).build())
          .build();

  /** What is done with an object. */
  interface Use {
    void object(JsonParser json) throws IOException, UndecodableException;
  }

  /** Whether the line has more than white space. */
  static boolean isBlank(Lines lines) {
    for (int at = lines.from(); at < lines.to(); at++) {
      if (lines.bytes()[at] > ' ' || lines.bytes()[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Parses the line; the parser stands at its object's start. */
  void parse(Lines lines, Use use) throws UndecodableException {
    try (JsonParser json =
        factory.createParser(lines.bytes(), lines.from(), lines.to() - lines.from())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UndecodableException(
            "row: " + json.currentToken() + " (expected: one JSON object a line)");
      }
      use.object(json);
      if (json.nextToken() != null) {
        throw new UndecodableException(
            "row: more behind the object (expected: one JSON object a line)");
      }
    } catch (JsonParseException e) {
      // What the parser says of its own settings helps nobody.
      String mistake =
          e.getOriginalMessage()
              .replaceAll(" \\(start marker at \\[.*]\\)|: enable `.*` to allow", "");
      throw new UndecodableException(
          "row: not JSON: " + mistake + " (expected: one JSON object a line)", e);
    } catch (IOException e) {
      throw new UndecodableException(
          "row: " + e.getMessage() + " (expected: one JSON object a line)", e);
    }
  }
}
