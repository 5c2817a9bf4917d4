package io.millrace.models.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.metadata.v0.Schema;

/** Reads the JSON that {@link StatisticsOptionsJson} describes. */
final class StatisticsOptionsReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = "option: ";

  private StatisticsOptionsReader() {}

  /**
   * Reads the options.
   *
   * @throws IOException with all that is wrong, by the names that the JSON has
   */
  static StatisticsOptions read(JsonNode json) throws IOException {
    if (!json.isObject()) {
      throw new IOException("options: " + json + " (expected: an object with a field an option)");
    }
    StatisticsOptions options = StatisticsOptions.defaults();
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String name = field.getKey();
      if (field.getValue().isNull()) {
        continue;
      }
      try {
        options = with(options, ownName(name), new OptionValue(name, field.getValue()));
      } catch (IOException | IllegalArgumentException e) {
        problems.add(problem(name, e));
      }
    }
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems));
    }
    return options;
  }

  private static String problem(String name, Exception e) {
    String message =
        e instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(e.getMessage());
    if (message.startsWith(UNKNOWN) || message.startsWith(name)) {
      return message;
    }
    String own = ownName(name) + ":";
    return name
        + ": "
        + (message.startsWith(own) ? message.substring(own.length()).strip() : message);
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

  private static StatisticsOptions with(StatisticsOptions options, String name, OptionValue value)
      throws IOException {
    return switch (name) {
      case "schema" -> options.withSchema(schemaOfText(value.text()));
      case "schemaJson" -> options.withSchema(schemaOfJson(value));
      case "labelFeature" -> options.withLabelFeature(value.text());
      case "weightFeature" -> options.withWeightFeature(value.text());
      case "perFeatureWeightOverride", "perFeatureWeightOverrideJson" ->
          options.withPerFeatureWeightOverride(weights(value));
      case "slicingConfig" -> options.withSlicingConfig(slicing(value));
      case "slicingConfigJson" ->
          options.withSlicingConfig(slicing(value.as(JSON.readTree(value.text()))));
      case "sampleRate" -> options.withSampleRate(value.number());
      case "numTopValues" -> options.withNumTopValues(value.count());
      case "frequencyThreshold" -> options.withFrequencyThreshold(value.count());
      case "weightedFrequencyThreshold" -> options.withWeightedFrequencyThreshold(value.number());
      case "numRankHistogramBuckets" -> options.withNumRankHistogramBuckets(value.count());
      case "numValuesHistogramBuckets" -> options.withNumValuesHistogramBuckets(value.count());
      case "numHistogramBuckets" -> options.withNumHistogramBuckets(value.count());
      case "numQuantilesHistogramBuckets" ->
          options.withNumQuantilesHistogramBuckets(value.count());
      case "epsilon" -> options.withEpsilon(value.number());
      case "inferTypeFromSchema" -> options.withInferTypeFromSchema(value.flag());
      case "desiredBatchSize" -> options.withDesiredBatchSize(value.count());
      case "enableSemanticDomainStats" -> options.withEnableSemanticDomainStats(value.flag());
      case "semanticDomainStatsSampleRate" ->
          options.withSemanticDomainStatsSampleRate(value.number());
      case "vocabPaths" -> options.withVocabPaths(value.texts());
      case "addDefaultGenerators" -> options.withAddDefaultGenerators(value.flag());
      case "featureAllowlist" -> options.withFeatureAllowlist(value.paths());
      case "useSketchBasedTopkUniques", "experimentalUseSketchBasedTopkUniques" ->
          options.withUseSketchBasedTopkUniques(value.flag());
      case "experimentalResultPartitions" ->
          options.withExperimentalResultPartitions(value.count());
      case "experimentalNumFeaturePartitions" ->
          options.withExperimentalNumFeaturePartitions(value.count());
      case "experimentalFilterReadPaths" -> options.withExperimentalFilterReadPaths(value.flag());
      case "perFeatureStatsConfig" -> options.withPerFeatureStatsConfig(histograms(value));
      case "generators" -> {
        Map<String, Map<String, String>> generators = new HashMap<>();
        for (Map.Entry<String, OptionValue> kind : value.fields().entrySet()) {
          generators.put(kind.getKey(), kind.getValue().texts());
        }
        yield options.withGenerators(generators);
      }
      case "compat" -> options.withCompat(value.constant(Compat.class));
      case "TYPENAME" -> options;
      default ->
          throw new IOException(UNKNOWN + value.name() + " (expected: an option of statistics)");
    };
  }

  private static Schema schemaOfText(String text) throws IOException {
    Schema.Builder schema = Schema.newBuilder();
    TextFormat.merge(text, schema);
    return schema.build();
  }

  private static Schema schemaOfJson(OptionValue value) throws IOException {
    Schema.Builder schema = Schema.newBuilder();
    try {
      JsonMessage.merge(JSON.readTree(value.text()), schema);
    } catch (IOException e) {
      throw new IOException(value.name() + ": " + e.getMessage(), e);
    }
    return schema.build();
  }

  /**
   * A list of {@code {"path": [STEP…], "weight": W}}, or a map of W by name, or, as TFDV writes it,
   * by the list of steps as text.
   */
  private static Map<FeaturePath, String> weights(OptionValue value) throws IOException {
    Map<FeaturePath, String> weights = new HashMap<>();
    if (value.isList()) {
      for (OptionValue override : value.elements()) {
        weights.put(override.required("path").path(), override.required("weight").text());
      }
      return weights;
    }
    for (Map.Entry<String, String> entry : value.texts().entrySet()) {
      String name = entry.getKey();
      FeaturePath path =
          name.startsWith("[") ? value.as(JSON.readTree(name)).path() : FeaturePath.of(name);
      weights.put(path, entry.getValue());
    }
    return weights;
  }

  /**
   * A list of slices, or TFDV's {@code SlicingConfig} with the list in {@code slicingSpecs}, where
   * an empty one stands for all rows, which are a slice anyway.
   */
  private static Slicing slicing(OptionValue value) throws IOException {
    List<SliceSpec> specs = new ArrayList<>();
    for (OptionValue slice :
        value.isList() ? value.elements() : value.required("slicingSpecs").elements()) {
      slice.checkFields("featureKeys", "featureValues");
      if (slice.fields().isEmpty()) {
        continue;
      }
      OptionValue keys = slice.optional("featureKeys");
      OptionValue values = slice.optional("featureValues");
      specs.add(
          new SliceSpec(
              keys == null ? List.of() : keys.textList(),
              values == null ? Map.of() : values.texts()));
    }
    return new Slicing(specs);
  }

  private static HistogramSelection histograms(OptionValue value) throws IOException {
    Set<FeaturePath> paths = new HashSet<>(value.required("paths").paths());
    return new HistogramSelection(
        paths, value.required("mode").constant(HistogramSelection.Mode.class));
  }
}
