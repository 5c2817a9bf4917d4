package io.millrace.models.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
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

  /**
   * Reads what {@link #write} or TFDV's {@code StatsOptions.to_json} wrote, or a person.
   *
   * @throws IOException if it is no JSON, an option is unknown, or a value not of its type
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static StatisticsOptions read(String text) throws IOException {
    return StatisticsOptionsReader.read(JSON.readTree(text));
  }
}
