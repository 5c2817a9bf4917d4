package io.millrace.pipelines.messages;

import static io.millrace.pipelines.messages.MessageJson.finite;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.transforms.drift.EstimatedQuality;
import io.millrace.transforms.feedback.Errors;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.MeasuredErrors;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import java.io.IOException;
import java.util.Map;

/** The messages about how good the predictions of a window are, by model version. */
public final class QualityMessages {
  private QualityMessages() {}

  /** What is told of a version. */
  private interface OfVersion<V> {
    void write(JsonGenerator json, V version) throws IOException;
  }

  private static <V> void versions(JsonGenerator json, Map<Long, V> versions, OfVersion<V> each)
      throws IOException {
    json.writeArrayFieldStart("versions");
    for (Map.Entry<Long, V> entry : versions.entrySet()) {
      json.writeStartObject();
      json.writeNumberField("version", entry.getKey());
      each.write(json, entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The quality of one window, by model version. */
  public static Message quality(WindowResult<Quality> result) {
    return Message.of(
        result, json -> versions(json, result.value().versions(), QualityMessages::quality));
  }

  private static void quality(JsonGenerator json, Quality.VersionQuality quality)
      throws IOException {
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
    finite(json, "mae", errors.absolute().mean());
    finite(json, "mape", errors.percentage().mean());
    json.writeNumberField("mape_rows", errors.percentage().count());
    finite(json, "watched_error", errors.watched().mean());
    double deviation = errors.residual().standardDeviation();
    finite(json, "bias", errors.residual().mean());
    finite(json, "residual_variance", deviation * deviation);
  }

  /** The estimated quality of one window, by model version, beside what labels show. */
  public static Message estimates(WindowResult<EstimatedQuality> result) {
    boolean labelled = result.value().labelled();
    return Message.of(
        result,
        json -> {
          json.writeBooleanField("labelled", labelled);
          versions(
              json, result.value().versions(), (to, version) -> estimates(to, version, labelled));
        });
  }

  private static void estimates(
      JsonGenerator json, EstimatedQuality.OfVersion version, boolean labelled) throws IOException {
    json.writeNumberField("rows", version.rows());
    if (labelled) {
      json.writeNumberField("labelled_rows", version.labelledRows());
    }
    json.writeArrayFieldStart("metrics");
    for (EstimatedQuality.Metric metric : version.metrics()) {
      estimate(json, metric);
    }
    json.writeEndArray();
    json.writeStringField("assumption", version.assumption());
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

  /** How many records of one window got a label, by model version. */
  public static Message coverage(WindowResult<LabelCoverage> result) {
    return Message.of(
        result, json -> versions(json, result.value().versions(), QualityMessages::coverage));
  }

  private static void coverage(JsonGenerator json, LabelCoverage.Counts counts) throws IOException {
    json.writeNumberField("records", counts.records());
    json.writeNumberField("labelled", counts.labelled());
    json.writeNumberField("invalid", counts.invalid());
    json.writeNumberField("missing", counts.missing());
    finite(json, "missing_rate", counts.missingRate());
  }
}
