package io.millrace.pipelines.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes what a column holds in a row as JSON: null where it is missing, the value itself where the
 * column has one a row, a list otherwise. Bytes that are no UTF-8 become {@code {"b64":…}}; NaN and
 * the infinities become bare words, which strict JSON does not know.
 */
public final class JsonValues {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private JsonValues() {}

  public static void write(JsonGenerator json, Column column, int row) throws IOException {
    if (!column.isPresent(row)) {
      json.writeNull();
      return;
    }
    int from = column.valueStart(row);
    int to = column.valueEnd(row);
    if (column.isSingle()) {
      writeValue(json, column, from);
      return;
    }
    json.writeStartArray();
    for (int at = from; at < to; at++) {
      writeValue(json, column, at);
    }
    json.writeEndArray();
  }

  /** A row as an object of its columns, in UTF-8. */
  static byte[] row(ColumnBatch batch, int row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      for (int i = 0; i < batch.columns().size(); i++) {
        json.writeFieldName(batch.layout().field(i).name());
        write(json, batch.column(i), row);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeValue(JsonGenerator json, Column column, int at) throws IOException {
    if (column instanceof IntColumn ints) {
      json.writeNumber(ints.value(at));
    } else if (column instanceof FloatColumn floats) {
      json.writeNumber(floats.value(at));
    } else if (column instanceof BytesColumn strings) {
      writeText(json, strings, at);
    } else if (column instanceof ListColumn lists) {
      write(json, lists.elements(), at);
    } else if (column instanceof StructColumn structs) {
      json.writeStartObject();
      for (int child = 0; child < structs.columns().size(); child++) {
        json.writeFieldName(structs.children().field(child).name());
        write(json, structs.columns().get(child), at);
      }
      json.writeEndObject();
    }
  }

  private static void writeText(JsonGenerator json, BytesColumn strings, int at)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(strings.bytes(), strings.byteStart(at), strings.length(at));
    try {
      json.writeString(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      json.writeStartObject();
      json.writeStringField("b64", Base64.getEncoder().encodeToString(strings.copy(at)));
      json.writeEndObject();
    }
  }
}
