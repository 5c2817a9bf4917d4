package io.millrace.models.inference.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads the columnar answer of a predict request: {@code {"outputs":[…]}} for a signature with one
 * output, {@code {"outputs":{"name":[…]}}} for several. Lists of lists become the row's values, one
 * behind the other.
 */
final class ResponseColumns {
  private static final byte[] NO_BYTES = {};

  private ResponseColumns() {}

  static Predictions read(JsonNode answer, Layout layout, int rows) {
    JsonNode outputs = answer.path("outputs");
    ColumnBatchBuilder builder = new ColumnBatchBuilder(layout, false);
    JsonNode[] columns = new JsonNode[layout.size()];
    for (int i = 0; i < columns.length; i++) {
      Layout.Field output = layout.field(i);
      columns[i] = outputs.isArray() && columns.length == 1 ? outputs : outputs.path(output.name());
      if (!columns[i].isArray() || columns[i].size() != rows) {
        throw new RemoteModelException(
            "output "
                + output.name()
                + ": "
                + (columns[i].isArray() ? columns[i].size() + " rows" : "absent")
                + " (expected: "
                + rows
                + ", as many as were sent)",
            200);
      }
    }
    SourcePosition position = new SourcePosition("remote", 0, 0);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < columns.length; i++) {
        append(builder, i, layout.field(i), columns[i].get(row));
      }
      builder.endRow(NO_BYTES, 0, position, NO_BYTES);
    }
    return new Predictions(layout, builder.build().columns(), rows);
  }

  private static void append(
      ColumnBatchBuilder builder, int column, Layout.Field output, JsonNode value) {
    if (value.isArray()) {
      if (value.isEmpty()) {
        builder.appendEmpty(column);
      }
      for (JsonNode element : value) {
        append(builder, column, output, element);
      }
    } else if (output.type() == ValueType.FLOAT && value.isNumber()) {
      builder.append(column, value.doubleValue());
    } else if (output.type() == ValueType.INT && value.isIntegralNumber()) {
      builder.append(column, value.longValue());
    } else if (output.type() == ValueType.INT && value.isBoolean()) {
      builder.append(column, value.booleanValue() ? 1L : 0L);
    } else if (output.type() == ValueType.STRING && value.path("b64").isTextual()) {
      builder.append(column, Base64.getDecoder().decode(value.path("b64").textValue()));
    } else if (output.type() == ValueType.STRING && value.isTextual()) {
      builder.append(column, value.textValue().getBytes(StandardCharsets.UTF_8));
    } else {
      throw new RemoteModelException(
          "output " + output.name() + ": " + value + " (expected: " + output.type() + ")", 200);
    }
  }
}
