package io.millrace.models.validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.Path;

/**
 * Anomalies for programs to read, without the schema. The names are those of the messages:
 *
 * <pre>{@code
 * {
 *   "data_missing": false,
 *   "anomalies": [
 *     {"feature": "fare", "severity": "ERROR", "type": "FLOAT_TYPE_BIG_FLOAT", "text": "…"}
 *   ],
 *   "distances": [
 *     {"path": ["fare"], "kind": "drift", "type": "L_INFTY", "value": 0.2, "threshold": 0.1}
 *   ]
 * }
 * }</pre>
 *
 * Numbers that JSON does not have, such as NaN, are strings.
 */
public final class AnomalyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnomalyJson() {}

  public static ObjectNode of(Anomalies anomalies) {
    ObjectNode json = JSON.createObjectNode();
    json.put("data_missing", anomalies.getDataMissing());
    ArrayNode found = json.putArray("anomalies");
    for (AnomalySummary.Entry entry : AnomalySummary.of(anomalies).entries()) {
      found
          .addObject()
          .put("feature", entry.feature())
          .put("severity", entry.severity().name())
          .put("type", entry.type().name())
          .put("text", entry.text());
    }
    ArrayNode distances = json.putArray("distances");
    for (DriftSkewInfo info : anomalies.getDriftSkewInfoList()) {
      add(info.getPath(), "drift", info.getDriftMeasurementsList(), distances);
      add(info.getPath(), "skew", info.getSkewMeasurementsList(), distances);
    }
    return json;
  }

  private static void add(
      Path path, String kind, List<DriftSkewInfo.Measurement> measurements, ArrayNode distances) {
    for (DriftSkewInfo.Measurement measurement : measurements) {
      ObjectNode distance = distances.addObject();
      ArrayNode steps = distance.putArray("path");
      path.getStepList().forEach(steps::add);
      distance
          .put("kind", kind)
          .put("type", measurement.getType().name())
          .put("value", measurement.getValue())
          .put("threshold", measurement.getThreshold());
    }
  }
}
