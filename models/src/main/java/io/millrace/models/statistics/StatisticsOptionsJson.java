package io.millrace.models.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * Options as JSON: an object with a field an option, under the option's own name or as TFDV writes
 * it. The schema is in protobuf's text format. A field that is not there has its default; one that
 * is unknown is an error, since what it asks for would not happen.
 */
public final class StatisticsOptionsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StatisticsOptionsJson() {}

  public static String write(StatisticsOptions options) {
    ObjectNode json = JSON.createObjectNode();
    Schema schema = options.schema();
    if (schema != null) {
      json.put("schema", TextFormat.printer().printToString(schema));
    }
    json.put("labelFeature", options.labelFeature());
    json.put("weightFeature", options.weightFeature());
    ArrayNode overrides = json.putArray("perFeatureWeightOverride");
    new TreeMap<>(options.perFeatureWeightOverride())
        .forEach(
            (path, weight) -> {
              ObjectNode override = overrides.addObject().put("weight", weight);
              steps(path, override.putArray("path"));
            });
    ArrayNode slices = json.putArray("slicingConfig");
    for (SliceSpec spec : options.slicingConfig().specs()) {
      ObjectNode slice = slices.addObject();
      spec.featureKeys().forEach(slice.putArray("featureKeys")::add);
      ObjectNode values = slice.putObject("featureValues");
      new TreeMap<>(spec.featureValues()).forEach(values::put);
    }
    json.put("sampleRate", options.sampleRate());
    json.put("numTopValues", options.numTopValues());
    json.put("frequencyThreshold", options.frequencyThreshold());
    json.put("weightedFrequencyThreshold", options.weightedFrequencyThreshold());
    json.put("numRankHistogramBuckets", options.numRankHistogramBuckets());
    json.put("numValuesHistogramBuckets", options.numValuesHistogramBuckets());
    json.put("numHistogramBuckets", options.numHistogramBuckets());
    json.put("numQuantilesHistogramBuckets", options.numQuantilesHistogramBuckets());
    json.put("epsilon", options.epsilon());
    json.put("inferTypeFromSchema", options.inferTypeFromSchema());
    json.put("desiredBatchSize", options.desiredBatchSize());
    json.put("enableSemanticDomainStats", options.enableSemanticDomainStats());
    json.put("semanticDomainStatsSampleRate", options.semanticDomainStatsSampleRate());
    ObjectNode vocabularies = json.putObject("vocabPaths");
    new TreeMap<>(options.vocabPaths()).forEach(vocabularies::put);
    json.put("addDefaultGenerators", options.addDefaultGenerators());
    List<FeaturePath> allowed = options.featureAllowlist();
    if (allowed != null) {
      ArrayNode paths = json.putArray("featureAllowlist");
      allowed.forEach(path -> steps(path, paths.addArray()));
    }
    json.put("useSketchBasedTopkUniques", options.useSketchBasedTopkUniques());
    json.put("experimentalResultPartitions", options.experimentalResultPartitions());
    json.put("experimentalNumFeaturePartitions", options.experimentalNumFeaturePartitions());
    json.put("experimentalFilterReadPaths", options.experimentalFilterReadPaths());
    ObjectNode histograms = json.putObject("perFeatureStatsConfig");
    histograms.put("mode", options.perFeatureStatsConfig().mode().name());
    ArrayNode paths = histograms.putArray("paths");
    options.perFeatureStatsConfig().paths().stream()
        .sorted()
        .forEach(path -> steps(path, paths.addArray()));
    ObjectNode generators = json.putObject("generators");
    new TreeMap<>(options.generators())
        .forEach(
            (name, settings) -> new TreeMap<>(settings).forEach(generators.putObject(name)::put));
    json.put("compat", options.compat().name());
    return json.toString();
  }

  private static void steps(FeaturePath path, ArrayNode array) {
    path.steps().forEach(array::add);
  }

  public static StatisticsOptions read(String text) throws IOException {
    StatisticsOptions options = StatisticsOptions.defaults();
    for (Map.Entry<String, JsonNode> field : JSON.readTree(text).properties()) {
      if (!field.getValue().isNull()) {
        options = with(options, ownName(field.getKey()), field.getValue());
      }
    }
    return options;
  }

  /** TFDV writes {@code num_top_values}, and {@code _sample_rate} where Python has a property. */
  private static String ownName(String name) {
    StringBuilder own = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '_') {
        boolean first = own.isEmpty();
        boolean word = i > 0 && name.charAt(i - 1) == '_';
        own.append(word && !first ? Character.toUpperCase(name.charAt(i)) : name.charAt(i));
      }
    }
    return own.toString();
  }

  private static StatisticsOptions with(StatisticsOptions options, String name, JsonNode value)
      throws IOException {
    return switch (name) {
      case "schema" -> {
        Schema.Builder schema = Schema.newBuilder();
        TextFormat.merge(value.asText(), schema);
        yield options.withSchema(schema.build());
      }
      case "labelFeature" -> options.withLabelFeature(value.asText());
      case "weightFeature" -> options.withWeightFeature(value.asText());
      case "perFeatureWeightOverride" -> {
        Map<FeaturePath, String> overrides = new HashMap<>();
        for (JsonNode override : value) {
          overrides.put(path(override.path("path")), override.path("weight").asText());
        }
        yield options.withPerFeatureWeightOverride(overrides);
      }
      case "slicingConfig" -> {
        List<SliceSpec> specs = new ArrayList<>();
        for (JsonNode slice : value) {
          specs.add(
              new SliceSpec(strings(slice.path("featureKeys")), map(slice.path("featureValues"))));
        }
        yield options.withSlicingConfig(new Slicing(specs));
      }
      case "sampleRate" -> options.withSampleRate(value.asDouble());
      case "numTopValues" -> options.withNumTopValues(value.asInt());
      case "frequencyThreshold" -> options.withFrequencyThreshold(value.asInt());
      case "weightedFrequencyThreshold" -> options.withWeightedFrequencyThreshold(value.asDouble());
      case "numRankHistogramBuckets" -> options.withNumRankHistogramBuckets(value.asInt());
      case "numValuesHistogramBuckets" -> options.withNumValuesHistogramBuckets(value.asInt());
      case "numHistogramBuckets" -> options.withNumHistogramBuckets(value.asInt());
      case "numQuantilesHistogramBuckets" ->
          options.withNumQuantilesHistogramBuckets(value.asInt());
      case "epsilon" -> options.withEpsilon(value.asDouble());
      case "inferTypeFromSchema" -> options.withInferTypeFromSchema(value.asBoolean());
      case "desiredBatchSize" -> options.withDesiredBatchSize(value.asInt());
      case "enableSemanticDomainStats" -> options.withEnableSemanticDomainStats(value.asBoolean());
      case "semanticDomainStatsSampleRate" ->
          options.withSemanticDomainStatsSampleRate(value.asDouble());
      case "vocabPaths" -> options.withVocabPaths(map(value));
      case "addDefaultGenerators" -> options.withAddDefaultGenerators(value.asBoolean());
      case "featureAllowlist" -> options.withFeatureAllowlist(paths(value));
      case "useSketchBasedTopkUniques" -> options.withUseSketchBasedTopkUniques(value.asBoolean());
      case "experimentalResultPartitions" ->
          options.withExperimentalResultPartitions(value.asInt());
      case "experimentalNumFeaturePartitions" ->
          options.withExperimentalNumFeaturePartitions(value.asInt());
      case "experimentalFilterReadPaths" ->
          options.withExperimentalFilterReadPaths(value.asBoolean());
      case "perFeatureStatsConfig" -> {
        Set<FeaturePath> selected = new HashSet<>(paths(value.path("paths")));
        HistogramSelection.Mode mode =
            HistogramSelection.Mode.valueOf(value.path("mode").asText("EXCLUDE"));
        yield options.withPerFeatureStatsConfig(new HistogramSelection(selected, mode));
      }
      case "generators" -> {
        Map<String, Map<String, String>> generators = new HashMap<>();
        value.properties().forEach(kind -> generators.put(kind.getKey(), map(kind.getValue())));
        yield options.withGenerators(generators);
      }
      case "compat" -> options.withCompat(Compat.valueOf(value.asText()));
      case "TYPENAME" -> options;
      default -> throw new IOException("option: " + name + " (expected: an option of statistics)");
    };
  }

  private static List<FeaturePath> paths(JsonNode array) {
    List<FeaturePath> paths = new ArrayList<>();
    array.forEach(steps -> paths.add(path(steps)));
    return paths;
  }

  private static FeaturePath path(JsonNode steps) {
    return new FeaturePath(strings(steps));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(string -> strings.add(string.asText()));
    return strings;
  }

  private static Map<String, String> map(@Nullable JsonNode object) {
    Map<String, String> map = new HashMap<>();
    if (object != null) {
      object.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
    }
    return map;
  }
}
