package io.millrace.pipelines.messages;

import static io.millrace.pipelines.messages.MessageJson.numberOrNull;
import static io.millrace.pipelines.messages.MessageJson.time;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.validation.records.Violation;
import io.millrace.transforms.feedback.Unjoined;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.validation.InvalidRecord;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;

/** The messages about single records, under their ids: what was predicted, or went wrong. */
public final class RecordMessages {
  private RecordMessages() {}

  /**
   * The prediction of one row: record id, event time, model, version and every output; null where a
   * model gives NaN or an infinite number.
   */
  public static Message prediction(ScoredBatch batch, int row) {
    ColumnBatch rows = batch.rows();
    return Message.of(
        rows.ids().copy(row),
        json -> {
          json.writeStringField("record_id", rows.ids().string(row));
          time(json, "event_time", rows.eventTime(row));
          json.writeStringField("model", batch.model());
          json.writeNumberField("version", batch.version());
          time(json, "predicted_at", batch.predictedAt());
          json.writeObjectFieldStart("outputs");
          Layout layout = batch.predictions().layout();
          for (int i = 0; i < layout.size(); i++) {
            json.writeFieldName(layout.field(i).name());
            values(json, batch.predictions().outputs().get(i), row);
          }
          json.writeEndObject();
        });
  }

  private static void values(JsonGenerator json, Column column, int row) throws IOException {
    int from = column.valueStart(row);
    int to = column.valueEnd(row);
    boolean list = to - from != 1;
    if (list) {
      json.writeStartArray();
    }
    for (int at = from; at < to; at++) {
      if (column instanceof IntColumn ints) {
        json.writeNumber(ints.value(at));
      } else if (column instanceof FloatColumn floats) {
        numberOrNull(json, floats.value(at));
      } else if (column instanceof BytesColumn strings) {
        json.writeString(strings.string(at));
      }
    }
    if (list) {
      json.writeEndArray();
    }
  }

  /** A dead letter; the original bytes as base64. */
  public static Message deadLetter(DeadLetter letter) {
    return Message.of(
        letter.position().toString(),
        json -> {
          json.writeStringField("stage", letter.stage());
          json.writeStringField("reason", letter.reason());
          Long eventTime = letter.eventTime();
          if (eventTime != null) {
            time(json, "event_time", eventTime);
          }
          json.writeStringField("source", letter.position().toString());
          json.writeStringField("original", Base64.getEncoder().encodeToString(letter.original()));
        });
  }

  /** What is wrong with a record that went on nevertheless. */
  public static Message violations(InvalidRecord record) {
    return Message.of(
        record.recordId(),
        json -> {
          json.writeStringField("record_id", record.recordId());
          time(json, "event_time", record.eventTime());
          json.writeStringField("source", record.position().toString());
          json.writeArrayFieldStart("violations");
          for (Violation violation : record.violations()) {
            json.writeStartObject();
            json.writeStringField("feature", violation.feature());
            json.writeStringField("value", violation.value());
            json.writeStringField("rule", violation.rule());
            json.writeStringField("severity", violation.severity().name());
            json.writeStringField("message", violation.message());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** A record or label that gave no labelled example. */
  public static Message unjoined(Unjoined unjoined) {
    return Message.of(
        unjoined.recordId(),
        json -> {
          json.writeStringField("record_id", unjoined.recordId());
          json.writeStringField("reason", unjoined.reason().name().toLowerCase(Locale.ROOT));
          time(json, "event_time", unjoined.eventTime());
        });
  }
}
