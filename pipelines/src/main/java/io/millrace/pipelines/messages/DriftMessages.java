package io.millrace.pipelines.messages;

import static io.millrace.pipelines.messages.MessageJson.finite;
import static io.millrace.pipelines.messages.MessageJson.time;
import static io.millrace.pipelines.messages.MessageJson.window;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.retraining.Decision;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The messages about drift and what is done about it, under the name of the model. */
public final class DriftMessages {
  private DriftMessages() {}

  /** An alarm of a model. */
  public static Message alarm(String model, Alarm alarm) {
    return Message.of(
        model,
        json -> {
          json.writeStringField("model", model);
          json.writeStringField("kind", alarm.kind().name().toLowerCase(Locale.ROOT));
          json.writeStringField("subject", alarm.subject());
          if (!alarm.slice().isEmpty()) {
            json.writeStringField("slice", alarm.slice());
          }
          json.writeStringField("measure", alarm.measure());
          json.writeStringField("stage", alarm.stage().name().toLowerCase(Locale.ROOT));
          finite(json, "value", alarm.value());
          finite(json, "threshold", alarm.threshold());
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
  public static List<Message> alarms(String model, MonitoredWindow window) {
    return window.alarms().stream().map(alarm -> alarm(model, alarm)).toList();
  }

  /** A decision of the retraining policy. */
  public static Message decision(String model, Decision decision) {
    return Message.of(
        model,
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
}
