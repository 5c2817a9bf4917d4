package io.millrace.pipelines.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.transforms.windows.WindowResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** How messages are written as JSON. */
final class MessageJson {
  private static final JsonFactory JSON = new JsonFactory();

  private MessageJson() {}

  /** The fields of an object. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] object(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void time(JsonGenerator json, String name, long millis) throws IOException {
    json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
  }

  static void window(JsonGenerator json, long start, long end) throws IOException {
    time(json, "window_start", start);
    time(json, "window_end", end);
  }

  /** The window of a result, and which of its panes this is. */
  static void window(JsonGenerator json, WindowResult<?> result) throws IOException {
    window(json, result.start(), result.end());
    json.writeNumberField("pane", result.pane());
  }

  /** A number that is left out if there is none. */
  static void finite(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    }
  }

  /** A number in a place of its own; JSON has neither NaN nor infinities. */
  static void numberOrNull(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
