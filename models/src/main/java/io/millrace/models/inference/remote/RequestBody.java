package io.millrace.models.inference.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a batch as the columnar body of a predict request: {@code
 * {"signature_name":…,"inputs":{"name":[…]}}}. Strings that are no UTF-8 go as {@code {"b64":…}},
 * NaN and the infinities as bare words, bools as true and false, as the server takes them.
 */
final class RequestBody {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private final RemoteSignature signature;
  private final String signatureName;

  RequestBody(RemoteSignature signature, String signatureName) {
    this.signature = signature;
    this.signatureName = signatureName;
  }

  /**
   * The body for the rows from {@code from} (in) to {@code to} (out).
   *
   * @throws UnfitInputException if a column is absent or of the wrong type, or a row does not fit
   */
  byte[] of(ColumnBatch rows, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((to - from) * 64);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("signature_name", signatureName);
      json.writeObjectFieldStart("inputs");
      for (RemoteSignature.Tensor input : signature.inputs()) {
        json.writeArrayFieldStart(input.name());
        Column column = column(input, rows);
        for (int row = from; row < to; row++) {
          writeRow(json, input, column, row);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Column column(RemoteSignature.Tensor input, ColumnBatch rows) {
    Column column = rows.column(input.name());
    boolean fits =
        column != null
            && (column.type() == input.type()
                || (input.type() == ValueType.FLOAT && column.type() == ValueType.INT))
            && (column instanceof IntColumn
                || column instanceof FloatColumn
                || column instanceof BytesColumn);
    if (column == null || !fits) {
      throw new UnfitInputException(
          "column "
              + input.name()
              + ": "
              + (column == null ? "absent" : column.type())
              + " (expected: "
              + input.type()
              + ", as the model takes)",
          -1);
    }
    return column;
  }

  private static void writeRow(
      JsonGenerator json, RemoteSignature.Tensor input, Column column, int row) throws IOException {
    int from = column.valueStart(row);
    int to = column.valueEnd(row);
    // A batch of rank 1 has one value a row; more dimensions hold the row's list.
    if (input.rank() <= 1) {
      if (to - from > 1) {
        throw new UnfitInputException(
            "column " + input.name() + ": " + (to - from) + " values (expected: one)", row);
      }
      write(json, input, to == from ? null : column, from, row);
      return;
    }
    if (input.rank() > 2) {
      throw new UnfitInputException(
          "column " + input.name() + ": a list (expected: rank " + input.rank() + ")", -1);
    }
    json.writeStartArray();
    for (int at = from; at < to; at++) {
      write(json, input, column, at, row);
    }
    json.writeEndArray();
  }

  /** Writes one value; null is a missing one: NaN where that can be said, an empty string. */
  private static void write(
      JsonGenerator json, RemoteSignature.Tensor input, @Nullable Column column, int at, int row)
      throws IOException {
    if (column instanceof IntColumn ints) {
      writeInteger(json, input, ints.value(at), row);
    } else if (column instanceof FloatColumn floats) {
      writeFloat(json, input, floats.value(at));
    } else if (column instanceof BytesColumn strings) {
      writeString(json, strings, at);
    } else if (input.type() == ValueType.FLOAT) {
      json.writeNumber(Double.NaN);
    } else if (input.type() == ValueType.STRING) {
      json.writeString("");
    } else {
      throw new UnfitInputException(
          "column " + input.name() + ": missing (expected: an integer)", row);
    }
  }

  private static void writeInteger(
      JsonGenerator json, RemoteSignature.Tensor input, long value, int row) throws IOException {
    if (input.type() == ValueType.FLOAT) {
      // With a decimal point: the server refuses whole numbers that a float cannot hold.
      writeFloat(json, input, (double) value);
    } else if (!input.dtype().equals("DT_BOOL")) {
      json.writeNumber(value);
    } else if (value == 0 || value == 1) {
      json.writeBoolean(value == 1);
    } else {
      throw new UnfitInputException(
          "column " + input.name() + ": " + value + " (expected: 0..1)", row);
    }
  }

  private static void writeFloat(JsonGenerator json, RemoteSignature.Tensor input, double value)
      throws IOException {
    // The server refuses what is too large for a float but takes an infinity, which that becomes.
    boolean tooLarge = input.dtype().equals("DT_FLOAT") && Math.abs(value) > Float.MAX_VALUE;
    json.writeNumber(tooLarge ? (float) value : value);
  }

  private static void writeString(JsonGenerator json, BytesColumn strings, int at)
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
