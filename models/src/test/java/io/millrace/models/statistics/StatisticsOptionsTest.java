package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

class StatisticsOptionsTest {
  private static final StatisticsOptions DEFAULTS = StatisticsOptions.defaults();

  /** TensorFlow Data Validation's: {@code stats_options.py}. */
  @Test
  void startsWithTfdvsDefaults() {
    assertThat(DEFAULTS.numTopValues()).isEqualTo(20);
    assertThat(DEFAULTS.frequencyThreshold()).isEqualTo(1);
    assertThat(DEFAULTS.weightedFrequencyThreshold()).isEqualTo(1);
    assertThat(DEFAULTS.numRankHistogramBuckets()).isEqualTo(1000);
    assertThat(DEFAULTS.numValuesHistogramBuckets()).isEqualTo(10);
    assertThat(DEFAULTS.numHistogramBuckets()).isEqualTo(10);
    assertThat(DEFAULTS.numQuantilesHistogramBuckets()).isEqualTo(10);
    assertThat(DEFAULTS.epsilon()).isEqualTo(0.01);
    assertThat(DEFAULTS.sampleRate()).isEqualTo(1);
    assertThat(DEFAULTS.addDefaultGenerators()).isTrue();
    assertThat(DEFAULTS.enableSemanticDomainStats()).isFalse();
  }

  /** As {@code StatsOptions(...).to_json()} of TFDV 1.16 spells its fields. */
  @Test
  void readsTfdvsNames() throws IOException {
    StatisticsOptions read =
        StatisticsOptionsJson.read(
            """
            {"_generators": null, "label_feature": "l", "weight_feature": "w", "_sample_rate": 0.5,
             "num_top_values": 7, "_vocab_paths": {"v": "x"}, "epsilon": 0.02, "TYPE_NAME": "StatsOptions",
             "_use_sketch_based_topk_uniques": true}
            """);
    assertThat(read)
        .isEqualTo(
            DEFAULTS
                .withLabelFeature("l")
                .withWeightFeature("w")
                .withSampleRate(0.5)
                .withNumTopValues(7)
                .withVocabPaths(Map.of("v", "x"))
                .withEpsilon(0.02)
                .withUseSketchBasedTopkUniques(true));
  }

  /** As {@code StatsOptions(...).to_json()} of TFDV 1.16 writes objects, and lists of names. */
  @Test
  void readsWhatTfdvPutsIntoJson() throws IOException {
    StatisticsOptions read =
        StatisticsOptionsJson.read(
            """
            {"_feature_allowlist": ["fare", "vendor"],
             "_slice_functions": null,
             "schema_json": "{\\n \\"feature\\": [{\\"name\\": \\"vendor\\", \\"type\\": \\"INT\\", \\"intDomain\\": {\\"min\\": \\"-1\\", \\"isCategorical\\": true}}]}",
             "slicing_config_json": "{\\"slicingSpecs\\": [{}, {\\"featureKeys\\": [\\"a\\"], \\"featureValues\\": {\\"b\\": \\"1\\"}}]}",
             "per_feature_weight_override_json": {"[\\"ride\\", \\"fare\\"]": "tip"}}
            """);
    Schema schema =
        TextFormat.parse(
            "feature { name: 'vendor' type: INT int_domain { min: -1 is_categorical: true } }",
            Schema.class);
    assertThat(read)
        .isEqualTo(
            DEFAULTS
                .withFeatureAllowlist(List.of(FeaturePath.of("fare"), FeaturePath.of("vendor")))
                .withSchema(schema)
                .withSlicingConfig(
                    new Slicing(List.of(new SliceSpec(List.of("a"), Map.of("b", "1")))))
                .withPerFeatureWeightOverride(Map.of(FeaturePath.of("ride", "fare"), "tip")));
  }

  @Test
  void readsWhatPeopleWrite() throws IOException {
    assertThat(
            StatisticsOptionsJson.read(
                """
                {"per_feature_weight_override": {"fare": "tip"},
                 "slicing_config": {"slicing_specs": [{"feature_keys": ["a"]}]},
                 "generators": {"MutualInformation": {"num_partitions": 2}}}
                """))
        .isEqualTo(
            DEFAULTS
                .withPerFeatureWeightOverride(Map.of(FeaturePath.of("fare"), "tip"))
                .withSlicingConfig(Slicing.by("a"))
                .withGenerators(Map.of("MutualInformation", Map.of("num_partitions", "2"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"epsilon": "x"}                       | epsilon: "x" (expected: a number)
          {"num_top_values": 2.5}                | num_top_values: 2.5 (expected: a whole number)
          {"num_top_values": "3"}                | num_top_values: "3" (expected: a whole number)
          {"add_default_generators": 1}          | add_default_generators: 1 (expected: true or false)
          {"label_feature": ["y"]}               | label_feature: ["y"] (expected: a string)
          {"feature_allowlist": "a"}             | feature_allowlist: "a" (expected: a list)
          {"vocab_paths": {"v": [1]}}            | vocab_paths.v: [1] (expected: a string)
          {"slicing_config": {}}                 | slicing_config: {} (expected: an object with slicingSpecs)
          {"slicing_config": [{"sliceKeysSql": "SELECT 1"}]} | slicing_config: {"sliceKeysSql":"SELECT 1"} (expected: an object with featureKeys, featureValues, not sliceKeysSql)
          {"per_feature_stats_config": {"x": 1}} | per_feature_stats_config: {"x":1} (expected: an object with paths)
          {"compat": "tfx"}                      | compat: "tfx" (expected: one of [MILLRACE, TFDV])
          {"schema_json": "{\\"features\\": []}"} | schema_json: features (expected: a field of Schema)
          []                                     | options: [] (expected: an object with a field an option)
          """)
  void namesWhatIsOfAnotherType(String json, String message) {
    assertThatThrownBy(() -> StatisticsOptionsJson.read(json))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void survivesJson() throws IOException {
    assertThat(StatisticsOptionsJson.read(StatisticsOptionsJson.write(DEFAULTS)))
        .isEqualTo(DEFAULTS);
    StatisticsOptions all =
        DEFAULTS
            .withSchema(Schema.newBuilder().addFeature(Feature.newBuilder().setName("é")).build())
            .withLabelFeature("label")
            .withWeightFeature("w")
            .withPerFeatureWeightOverride(Map.of(FeaturePath.of("a", "b.c"), "w2"))
            .withSlicingConfig(
                new Slicing(
                    List.of(SliceSpec.of("x"), new SliceSpec(List.of("y"), Map.of("z", "1")))))
            .withSampleRate(0.5)
            .withNumTopValues(2)
            .withFrequencyThreshold(3)
            .withWeightedFrequencyThreshold(0.5)
            .withNumRankHistogramBuckets(4)
            .withNumValuesHistogramBuckets(5)
            .withNumHistogramBuckets(6)
            .withNumQuantilesHistogramBuckets(7)
            .withEpsilon(0.02)
            .withInferTypeFromSchema(true)
            .withDesiredBatchSize(8)
            .withEnableSemanticDomainStats(true)
            .withSemanticDomainStatsSampleRate(0.25)
            .withVocabPaths(Map.of("v", "/tmp/v.txt"))
            .withAddDefaultGenerators(false)
            .withFeatureAllowlist(List.of(FeaturePath.of("a"), FeaturePath.of("b", "c")))
            .withUseSketchBasedTopkUniques(true)
            .withExperimentalResultPartitions(9)
            .withExperimentalNumFeaturePartitions(10)
            .withExperimentalFilterReadPaths(true)
            .withPerFeatureStatsConfig(
                new HistogramSelection(
                    Set.of(FeaturePath.of("h")), HistogramSelection.Mode.INCLUDE))
            .withGenerators(Map.of("kind", Map.of("setting", "1")))
            .withCompat(Compat.TFDV);
    assertThat(StatisticsOptionsJson.read(StatisticsOptionsJson.write(all))).isEqualTo(all);
    assertThat(all).isNotEqualTo(all.withNumTopValues(3));
    assertThat(all.countsLike(all.withNumTopValues(3))).isTrue();
    assertThat(all.countsLike(all.withEpsilon(0.03))).isFalse();
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> DEFAULTS.withSampleRate(0)).hasMessageStartingWith("sampleRate: 0.0");
    assertThatThrownBy(() -> DEFAULTS.withNumValuesHistogramBuckets(1))
        .hasMessage("numValuesHistogramBuckets: 1 (expected: >= 2)");
    assertThatThrownBy(() -> DEFAULTS.withEpsilon(1))
        .hasMessage("epsilon: 1.0 (expected: 0.0001..0.5)");
    assertThatThrownBy(() -> StatisticsOptionsJson.read("{\"numTopValue\": 3}"))
        .isInstanceOf(IOException.class)
        .hasMessage("option: numTopValue (expected: an option of statistics)");
    assertThatThrownBy(
            () ->
                StatisticsOptionsJson.read(
                    """
                    {"num_histogram_buckets": 0, "_sample_rate": 2, "top": 3, "epsilon": "x"}\
                    """))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "num_histogram_buckets: 0 (expected: >= 1); "
                + "_sample_rate: 2.0 (expected: 0..1, more than 0); "
                + "option: top (expected: an option of statistics); "
                + "epsilon: \"x\" (expected: a number)");
    assertThatThrownBy(
            () -> new DatasetStatistics(DEFAULTS.withGenerators(Map.of("no such", Map.of()))))
        .hasMessageStartingWith("generator: no such (expected: one of ");
  }
}
