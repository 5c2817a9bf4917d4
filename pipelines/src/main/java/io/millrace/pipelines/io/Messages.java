package io.millrace.pipelines.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.validation.records.Violation;
import io.millrace.transforms.drift.EstimatedQuality;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.feedback.Errors;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.MeasuredErrors;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.feedback.Unjoined;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.retraining.Decision;
import io.millrace.transforms.validation.InvalidRecord;
import io.millrace.transforms.windows.WindowResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/** The JSON messages that sinks write: an object each, snake_case, times as ISO-8601. */
public final class Messages {
  private static final JsonFactory JSON = new JsonFactory();

  private Messages() {}

  /** A message and the key that it is sent under. */
  public record Message(
      @SuppressWarnings("ArrayRecordComponent") byte[] key,
      @SuppressWarnings("ArrayRecordComponent") byte[] value) {}

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Body body) {
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

  /** The prediction of one row: record id, event time, model, version and every output. */
  public static Message prediction(ScoredBatch batch, int row) {
    ColumnBatch rows = batch.rows();
    byte[] value =
        object(
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
    return new Message(rows.ids().copy(row), value);
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
        json.writeNumber(floats.value(at));
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
    byte[] value =
        object(
            json -> {
              json.writeStringField("stage", letter.stage());
              json.writeStringField("reason", letter.reason());
              Long eventTime = letter.eventTime();
              if (eventTime != null) {
                time(json, "event_time", eventTime);
              }
              json.writeStringField("source", letter.position().toString());
              json.writeStringField(
                  "original", Base64.getEncoder().encodeToString(letter.original()));
            });
    return new Message(letter.position().toString().getBytes(StandardCharsets.UTF_8), value);
  }

  /** The statistics of one window, as TFX writes them. */
  public static DatasetFeatureStatisticsList statistics(SlicedStatistics statistics) {
    return statistics.toProto();
  }

  /** The anomalies of one window: what, where, how severe. */
  public static byte[] anomalies(WindowResult<Anomalies> result) {
    return object(
        json -> {
          window(json, result.start(), result.end());
          json.writeNumberField("pane", result.pane());
          json.writeArrayFieldStart("anomalies");
          for (Map.Entry<String, AnomalyInfo> entry :
              new TreeMap<>(result.value().getAnomalyInfoMap()).entrySet()) {
            anomaly(json, entry.getKey(), entry.getValue());
          }
          if (result.value().hasDatasetAnomalyInfo()) {
            anomaly(json, "", result.value().getDatasetAnomalyInfo());
          }
          json.writeEndArray();
        });
  }

  private static void anomaly(JsonGenerator json, String feature, AnomalyInfo info)
      throws IOException {
    for (AnomalyInfo.Reason reason : info.getReasonList()) {
      json.writeStartObject();
      json.writeStringField("feature", feature);
      json.writeStringField("type", reason.getType().name());
      json.writeStringField("severity", info.getSeverity().name());
      json.writeStringField("description", reason.getDescription());
      json.writeEndObject();
    }
  }

  /** What is wrong with a record that went on nevertheless. */
  public static byte[] violations(InvalidRecord record) {
    return object(
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

  /** The quality of one window, by model version. */
  public static byte[] quality(WindowResult<Quality> result) {
    return object(
        json -> {
          window(json, result.start(), result.end());
          json.writeNumberField("pane", result.pane());
          json.writeArrayFieldStart("versions");
          for (Map.Entry<Long, Quality.VersionQuality> entry :
              result.value().versions().entrySet()) {
            Quality.VersionQuality quality = entry.getValue();
            json.writeStartObject();
            json.writeNumberField("version", entry.getKey());
            errors(json, quality.all());
            if (!quality.slices().isEmpty()) {
              json.writeArrayFieldStart("slices");
              for (Map.Entry<String, MeasuredErrors> slice : quality.slices().entrySet()) {
                json.writeStartObject();
                json.writeStringField("slice", slice.getKey());
                errors(json, slice.getValue());
                json.writeEndObject();
              }
              json.writeEndArray();
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void errors(JsonGenerator json, MeasuredErrors measured) throws IOException {
    errors(json, measured.errors());
    long corrected = measured.retracted().absolute().count();
    json.writeNumberField("corrected", corrected);
    if (corrected > 0) {
      json.writeObjectFieldStart("retracted");
      errors(json, measured.retracted());
      json.writeEndObject();
    }
  }

  private static void errors(JsonGenerator json, Errors errors) throws IOException {
    json.writeNumberField("rows", errors.absolute().count());
    json.writeNumberField("mae", errors.absolute().mean());
    json.writeNumberField("mape", errors.percentage().mean());
    json.writeNumberField("mape_rows", errors.percentage().count());
    json.writeNumberField("watched_error", errors.watched().mean());
    double deviation = errors.residual().standardDeviation();
    json.writeNumberField("bias", errors.residual().mean());
    json.writeNumberField("residual_variance", deviation * deviation);
  }

  /** The estimated quality of one window, by model version, beside what labels show. */
  public static byte[] estimates(WindowResult<EstimatedQuality> result) {
    return object(
        json -> {
          window(json, result.start(), result.end());
          json.writeNumberField("pane", result.pane());
          json.writeBooleanField("labelled", result.value().labelled());
          json.writeArrayFieldStart("versions");
          for (Map.Entry<Long, EstimatedQuality.OfVersion> entry :
              result.value().versions().entrySet()) {
            EstimatedQuality.OfVersion version = entry.getValue();
            json.writeStartObject();
            json.writeNumberField("version", entry.getKey());
            json.writeNumberField("rows", version.rows());
            if (result.value().labelled()) {
              json.writeNumberField("labelled_rows", version.labelledRows());
            }
            json.writeArrayFieldStart("metrics");
            for (EstimatedQuality.Metric metric : version.metrics()) {
              estimate(json, metric);
            }
            json.writeEndArray();
            json.writeStringField("assumption", version.assumption());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void estimate(JsonGenerator json, EstimatedQuality.Metric metric)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("metric", metric.name());
    finite(json, "estimate", metric.estimate());
    finite(json, "lower", metric.lower());
    finite(json, "upper", metric.upper());
    finite(json, "usual_from", metric.usualFrom());
    finite(json, "usual_to", metric.usualTo());
    json.writeBooleanField("unusual", metric.isUnusual());
    finite(json, "realised", metric.realised());
    json.writeEndObject();
  }

  /** A number that is left out if there is none. */
  private static void finite(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    }
  }

  /** How many records of one window got a label, by model version. */
  public static byte[] coverage(WindowResult<LabelCoverage> result) {
    return object(
        json -> {
          window(json, result.start(), result.end());
          json.writeNumberField("pane", result.pane());
          json.writeArrayFieldStart("versions");
          for (Map.Entry<Long, LabelCoverage.Counts> entry : result.value().versions().entrySet()) {
            LabelCoverage.Counts counts = entry.getValue();
            json.writeStartObject();
            json.writeNumberField("version", entry.getKey());
            json.writeNumberField("records", counts.records());
            json.writeNumberField("labelled", counts.labelled());
            json.writeNumberField("invalid", counts.invalid());
            json.writeNumberField("missing", counts.missing());
            json.writeNumberField("missing_rate", counts.missingRate());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** A decision of the retraining policy. */
  public static byte[] decision(String model, Decision decision) {
    return object(
        json -> {
          json.writeStringField("model", model);
          time(json, "window_end", decision.windowEnd());
          json.writeStringField("decision", decision.outcome().name().toLowerCase(Locale.ROOT));
          json.writeStringField("reason", decision.reason());
          if (decision.run() != 0) {
            json.writeNumberField("run", decision.run());
          }
        });
  }

  /** A record or label that gave no labelled example. */
  public static byte[] unjoined(Unjoined unjoined) {
    return object(
        json -> {
          json.writeStringField("record_id", unjoined.recordId());
          json.writeStringField("reason", unjoined.reason().name().toLowerCase(Locale.ROOT));
          time(json, "event_time", unjoined.eventTime());
        });
  }

  /** An alarm of a model. */
  public static byte[] alarm(String model, Alarm alarm) {
    return object(
        json -> {
          json.writeStringField("model", model);
          json.writeStringField("kind", alarm.kind().name().toLowerCase(Locale.ROOT));
          json.writeStringField("subject", alarm.subject());
          if (!alarm.slice().isEmpty()) {
            json.writeStringField("slice", alarm.slice());
          }
          json.writeStringField("measure", alarm.measure());
          json.writeStringField("stage", alarm.stage().name().toLowerCase(Locale.ROOT));
          json.writeNumberField("value", alarm.value());
          json.writeNumberField("threshold", alarm.threshold());
          json.writeNumberField("version", alarm.version());
          window(json, alarm.windowStart(), alarm.windowEnd());
          origin(json, alarm.origin());
          json.writeBooleanField("asks_for_training", alarm.asksForTraining());
        });
  }

  private static void origin(JsonGenerator json, Origin origin) throws IOException {
    time(json, "onset", origin.onset());
    finite(json, "size", origin.size());
    if (!origin.pattern().isEmpty()) {
      json.writeStringField("pattern", origin.pattern());
    }
    if (!origin.evidence().isEmpty()) {
      json.writeStringField("evidence", origin.evidence());
    }
  }

  /** The alarms of a monitored window, one message each. */
  public static List<byte[]> alarms(String model, MonitoredWindow window) {
    return window.alarms().stream().map(alarm -> alarm(model, alarm)).toList();
  }

  private static void window(JsonGenerator json, long start, long end) throws IOException {
    time(json, "window_start", start);
    time(json, "window_end", end);
  }

  private static void time(JsonGenerator json, String name, long millis) throws IOException {
    json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
  }
}
