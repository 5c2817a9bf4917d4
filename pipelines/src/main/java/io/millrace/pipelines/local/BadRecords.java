package io.millrace.pipelines.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.validation.records.Violation;
import io.millrace.models.validation.rules.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes bad records with their reasons, a line of JSON each; without any there is no file. */
final class BadRecords implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Draft draft;
  private final String name;
  private final boolean text;
  private @Nullable JsonGenerator json;

  BadRecords(Draft draft, String part, FileFormat format) {
    this.draft = draft;
    this.name = "bad-" + part + ".jsonl";
    this.text = format != FileFormat.TFRECORD && format != FileFormat.AVRO;
  }

  /** Writes a record that could be read, with everything that is wrong with it. */
  void write(SourcePosition position, List<Violation> violations, byte[] original)
      throws IOException {
    JsonGenerator out = start(position);
    for (Violation violation : violations) {
      out.writeStartObject();
      out.writeStringField("feature", violation.feature());
      out.writeStringField("value", violation.value());
      out.writeStringField("rule", violation.rule());
      out.writeStringField("severity", violation.severity().name());
      out.writeStringField("message", violation.message());
      out.writeEndObject();
    }
    end(out, original);
  }

  /** Writes a record that could not be read. */
  void write(DeadLetter letter) throws IOException {
    JsonGenerator out = start(letter.position());
    out.writeStartObject();
    out.writeStringField("rule", RecordCounts.UNREADABLE);
    out.writeStringField("severity", Severity.ERROR.name());
    out.writeStringField("message", letter.reason());
    out.writeEndObject();
    end(out, letter.original());
  }

  private JsonGenerator start(SourcePosition position) throws IOException {
    JsonGenerator out = json;
    if (out == null) {
      // A writer keeps characters of four bytes readable, where Jackson would escape them in bytes.
      out = JSON.createGenerator(new OutputStreamWriter(draft.open(name), StandardCharsets.UTF_8));
      out.setRootValueSeparator(null);
      json = out;
    }
    out.writeStartObject();
    out.writeStringField("source", position.toString());
    out.writeArrayFieldStart("reasons");
    return out;
  }

  private void end(JsonGenerator out, byte[] original) throws IOException {
    out.writeEndArray();
    String readable = text ? utf8(original) : null;
    if (readable == null) {
      out.writeFieldName("original");
      out.writeBinary(original);
    } else {
      out.writeStringField("text", readable);
    }
    out.writeEndObject();
    out.writeRaw('\n');
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      // Not text after all: base64 keeps every byte.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (json != null) {
      json.close();
    }
  }
}
