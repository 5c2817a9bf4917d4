package io.millrace.models.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Writes grids as JSON, numbers in full, and reads them. */
final class GridJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private GridJson() {}

  static String write(FeatureGrid grid) {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION);
    ArrayNode features = root.putArray("features");
    for (GridFeature feature : grid.features()) {
      ObjectNode node = features.addObject();
      node.put("name", feature.name()).put("type", feature.type().name());
      if (feature instanceof NumericFeature numeric) {
        ArrayNode edges = node.putArray("edges");
        numeric.edges().forEach(edges::add);
      } else if (feature instanceof CategoryFeature category) {
        ArrayNode categories = node.putArray("categories");
        category.categories().forEach(categories::add);
      }
    }
    return root.toPrettyString();
  }

  static FeatureGrid read(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "grid: " + e.getOriginalMessage() + " (expected: JSON)", e);
    }
    if (root.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "grid version: " + root.path("version") + " (expected: " + VERSION + ")");
    }
    List<GridFeature> features = new ArrayList<>();
    for (JsonNode node : root.path("features")) {
      features.add(feature(node));
    }
    return new FeatureGrid(features);
  }

  private static GridFeature feature(JsonNode node) {
    String name = node.path("name").asText();
    ValueType type = ValueType.valueOf(node.path("type").asText());
    if (node.has("edges")) {
      List<Double> edges = new ArrayList<>();
      node.get("edges").forEach(edge -> edges.add(edge.asDouble()));
      return new NumericFeature(name, type, edges);
    }
    if (node.has("categories")) {
      List<String> categories = new ArrayList<>();
      node.get("categories").forEach(category -> categories.add(category.asText()));
      return new CategoryFeature(name, type, categories);
    }
    throw new IllegalArgumentException(
        "feature of the grid: " + node + " (expected: with edges or categories)");
  }
}
