package io.millrace.models.training.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Encoder sets as JSON: for each feature its name, columns, transformation and parameters, and what
 * was fitted, component by component of the encoder's record.
 */
final class EncoderJson {
  private static final int VERSION = 1;

  private EncoderJson() {}

  static String write(EncoderSet encoders) {
    ObjectNode root = FeatureTransforms.JSON.createObjectNode().put("version", VERSION);
    for (EncoderSet.Fitted fitted : encoders.fitted()) {
      FeatureSpec feature = fitted.feature();
      root.withArray("features")
          .addObject()
          .put("name", feature.name())
          .<ObjectNode>set("columns", FeatureTransforms.JSON.valueToTree(feature.columns()))
          .put("transform", feature.transform().name())
          .<ObjectNode>set("parameters", FeatureTransforms.JSON.valueToTree(feature.transform()))
          .set("encoder", FeatureTransforms.JSON.valueToTree(fitted.encoder()));
    }
    return root.toString();
  }

  static EncoderSet read(String json) {
    try {
      JsonNode root = FeatureTransforms.JSON.readTree(json);
      if (root.path("version").asInt() != VERSION) {
        throw new IllegalArgumentException(
            "encoders version: " + root.path("version") + " (expected: " + VERSION + ")");
      }
      Map<String, FeatureTransform> transforms = FeatureTransforms.available();
      List<EncoderSet.Fitted> fitted = new ArrayList<>();
      for (JsonNode feature : root.path("features")) {
        fitted.add(read(feature, transforms));
      }
      return new EncoderSet(fitted);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "encoders: " + e.getOriginalMessage() + " (expected: JSON of an encoder set)", e);
    }
  }

  private static EncoderSet.Fitted read(JsonNode feature, Map<String, FeatureTransform> transforms)
      throws JsonProcessingException {
    String name = feature.path("transform").asText();
    FeatureTransform kind = transforms.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "transform: " + name + " (expected: one of " + transforms.keySet() + ")");
    }
    List<String> columns = new ArrayList<>();
    feature.path("columns").forEach(column -> columns.add(column.asText()));
    FeatureTransform transform =
        FeatureTransforms.JSON.treeToValue(feature.path("parameters"), kind.getClass());
    FeatureEncoder encoder =
        FeatureTransforms.JSON.treeToValue(feature.path("encoder"), transform.encoderType());
    return new EncoderSet.Fitted(
        new FeatureSpec(feature.path("name").asText(), columns, transform), encoder);
  }
}
