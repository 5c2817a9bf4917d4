package io.millrace.models.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelScale;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.RowAges;
import io.millrace.models.training.rows.Weighting;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Fitted specifications as JSON; the features are those of the encoders. */
final class FittedJson {
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, new ToStringSerializer(Duration.class)))
          .build();

  private FittedJson() {}

  static String write(FittedSpec fitted) {
    TrainingSpec spec = fitted.spec();
    ObjectNode root = JSON.createObjectNode().put("version", VERSION).put("label", fitted.label());
    root.set("objective", JSON.valueToTree(spec.objective()));
    root.set("shape", JSON.valueToTree(spec.shape()));
    root.set("optimizer", JSON.valueToTree(spec.optimizer()));
    root.put("batchSize", spec.batchSize()).put("epochs", spec.epochs());
    root.set("earlyStopping", JSON.valueToTree(spec.earlyStopping()));
    root.put("l2", spec.l2());
    root.set("weighting", JSON.valueToTree(spec.weighting()));
    root.put("seed", spec.seed());
    root.set("scale", JSON.valueToTree(fitted.scale()));
    root.set("ages", JSON.valueToTree(fitted.ages()));
    try {
      root.set("encoders", JSON.readTree(fitted.encoders().toJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("encoders: no JSON (expected: JSON)", e);
    }
    return root.toString();
  }

  static FittedSpec read(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("version").asInt() != VERSION) {
        throw new IllegalArgumentException(
            "fitted specification: version "
                + root.path("version")
                + " (expected: "
                + VERSION
                + ")");
      }
      EncoderSet encoders = EncoderSet.fromJson(root.path("encoders").toString());
      TrainingSpec spec =
          TrainingSpec.builder(encoders.features())
              .objective(JSON.treeToValue(root.path("objective"), Objective.class))
              .shape(JSON.treeToValue(root.path("shape"), ModelShape.class))
              .optimizer(JSON.treeToValue(root.path("optimizer"), OptimizerSpec.class))
              .batchSize(root.path("batchSize").asInt())
              .epochs(root.path("epochs").asInt())
              .earlyStopping(JSON.treeToValue(root.path("earlyStopping"), EarlyStopping.class))
              .l2(root.path("l2").asDouble())
              .weighting(weighting(root.path("weighting")))
              .seed(root.path("seed").asLong())
              .build();
      return new FittedSpec(
          spec,
          root.path("label").asText(),
          encoders,
          JSON.treeToValue(root.path("scale"), LabelScale.class),
          JSON.treeToValue(root.path("ages"), RowAges.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "fitted specification: " + e.getOriginalMessage() + " (expected: as written)", e);
    }
  }

  private static Weighting weighting(JsonNode json) throws JsonProcessingException {
    JsonNode halfLife = json.path("recencyHalfLife");
    JsonNode column = json.path("column");
    Map<String, Double> classes = new TreeMap<>();
    json.path("classes")
        .fields()
        .forEachRemaining(entry -> classes.put(entry.getKey(), entry.getValue().asDouble()));
    return new Weighting(
        halfLife.isNull() ? null : Duration.parse(halfLife.asText()),
        column.isNull() ? null : column.asText(),
        classes);
  }
}
